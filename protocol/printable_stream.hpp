// SPDX-License-Identifier: Apache-2.0
// The output of the command line, made safe for a terminal: names, errors and
// answers come from outside.
#pragma once

#include <ostream>
#include <streambuf>
#include <string>

namespace parley {

/// While it lives, what `stream` gets comes out as protocol/printable.hpp has
/// it. Line feeds stay, so JSON a line stays the same JSON. Waits for the end
/// of a line, or for a flush.
class printable_stream final : private std::streambuf {
 public:
  explicit printable_stream(std::ostream& stream);
  ~printable_stream() override;

  printable_stream(const printable_stream&) = delete;
  printable_stream& operator=(const printable_stream&) = delete;

 private:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;
  bool pass_on();

  std::ostream& stream_;
  std::streambuf& under_;
  std::string waiting_;
};

}  // namespace parley
