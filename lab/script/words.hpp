// SPDX-License-Identifier: Apache-2.0
// Takes one line of a script apart, from left to right.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace parley::script {

/// Says what is wrong with a line or a word; the place is added by the reader
/// of the file.
struct syntax_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The words of one line. The line must outlive it.
class words {
 public:
  explicit words(std::string_view line) : left_(line) {}

  /// The next word, or nothing at the end of the line or before a word that
  /// starts with '#'. A word in double quotes may hold spaces, and quotes and
  /// backslashes after a backslash. Throws syntax_error for an open quote.
  std::optional<std::string> next();

  /// The next word; throws syntax_error "missing `what`" if there is none.
  std::string need(std::string_view what);

  /// All that is left after one separating space, '#' and quotes included.
  std::string rest();

  /// Throws syntax_error if words are left.
  void finish();

 private:
  void skip_spaces();
  std::string quoted();

  std::string_view left_;
};

}  // namespace parley::script
