// SPDX-License-Identifier: Apache-2.0
// The two encodings of the Centrifuge protocol, and the framing of commands and
// replies in one transport message: JSON objects joined by newlines, or
// length-prefixed Protobuf messages.
#pragma once

#include "protocol/centrifuge/client.pb.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley::centrifuge {

enum class format : std::uint8_t { json, protobuf };

/// Appends `message` in `f`: for Protobuf with its length before it.
void append_message(std::string& out, format f,
                    const google::protobuf::Message& message);
std::string encode(format f, const google::protobuf::Message& message);

/// Splits one message of a client into commands, so that commands before a
/// malformed one are still handled.
class command_reader {
 public:
  command_reader() = default;
  command_reader(format f, std::string frame);

  enum class result : std::uint8_t { command, end, malformed };

  /// Reads the next command into `out`. A declared length is compared with what
  /// is there before anything is allocated for it.
  result next(Command& out);

  /// Bytes of the command read last.
  std::size_t size() const { return size_; }

 private:
  result next_json(Command& out);
  result next_protobuf(Command& out);

  format format_ = format::json;
  std::string frame_;
  std::size_t at_ = 0;
  std::size_t size_ = 0;
  bool at_end_ = true;
};

}  // namespace parley::centrifuge
