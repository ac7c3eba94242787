// SPDX-License-Identifier: Apache-2.0
// Any bytes are commands up to the first mistake, and what was understood can
// be written as one line of JSON that says the same. The first byte picks the
// format: even for JSON, odd for Protobuf.
#include "protocol/centrifuge/format.hpp"
#include "protocol/centrifuge/json.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/message_differencer.h>
#include <string>
#include <vector>

namespace {

namespace pb = google::protobuf;
namespace wire = parley::centrifuge;

/// Whether all embedded values have a place in JSON. They stand up to four
/// levels deep in a command, and the parser's levels are limited.
bool has_json_only(const pb::Message& message) {
  std::vector<const pb::FieldDescriptor*> fields;
  const auto& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->type() == pb::FieldDescriptor::TYPE_BYTES) {
      const auto data = reflection.GetString(message, field);
      if (!wire::is_json(data) || !wire::is_json("[[[[" + data + "]]]]"))
        return false;
    } else if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
      if (!field->is_repeated()) {
        if (!has_json_only(reflection.GetMessage(message, field))) return false;
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(message, field); ++i)
        if (!has_json_only(reflection.GetRepeatedMessage(message, field, i)))
          return false;
    }
  }
  return true;
}

wire::Command written_and_read(const wire::Command& command) {
  const auto line = wire::encode(wire::format::json, command);
  wire::Command again;
  if (line.find_first_of("\r\n") != line.npos || !wire::from_json(line, again))
    std::abort();
  return again;
}

// Embedded values lose whitespace the first time they are read.
void check(const wire::Command& command) {
  if (!has_json_only(command)) return;
  const auto once = written_and_read(command);
  const auto twice = written_and_read(once);
  if (!pb::util::MessageDifferencer::Equals(once, twice)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  pb::SetLogHandler(nullptr);  // or it tells of each text that is not UTF-8
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  const auto format =
      data[0] % 2 == 0 ? wire::format::json : wire::format::protobuf;
  wire::command_reader reader(
      format, std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  wire::Command command;
  while (reader.next(command) == wire::command_reader::result::command) {
    if (reader.size() >= size) std::abort();
    check(command);
  }
  if (reader.next(command) != wire::command_reader::result::end) std::abort();
  return 0;
}
