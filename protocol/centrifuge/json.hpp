// SPDX-License-Identifier: Apache-2.0
// JSON of the Centrifuge protocol and the server API, driven by the .proto
// files: a field's name is its key, `bytes` are embedded JSON of any type, and
// zero values are omitted unless the field has `always`. One codec for all
// messages; it contains no code for a single message type.
#pragma once

#include <google/protobuf/message.h>
#include <string>
#include <string_view>

namespace parley::centrifuge {

/// Fills `out` from a JSON object. False when it is not valid JSON, not an
/// object, or a known key has a value of another type; `out` is then in an
/// unspecified state. Unknown keys are ignored, and nulls where not any JSON
/// may be. `bytes` get their JSON as it was written, byte for byte.
bool from_json(std::string_view json, google::protobuf::Message& out);

/// Appends `message` as one line. Its `bytes` must be valid JSON; their raw
/// newlines are dropped.
void append_json(std::string& out, const google::protobuf::Message& message);

/// Valid JSON without raw newlines, which are only whitespace there; they would
/// end a line of the protocol.
std::string one_line(std::string_view json);

/// Whether `text` is one whole JSON text (RFC 8259), whatever its numbers, its
/// escapes and its depth.
bool is_json(std::string_view text);
bool is_json_object(std::string_view text);

/// `text` as a JSON string with its quotes. It must be UTF-8.
std::string quoted(std::string_view text);

/// The value of a JSON string, in UTF-8; empty when `json` is not a string.
std::string unquoted(std::string_view json);
bool is_json_string(std::string_view json);

}  // namespace parley::centrifuge
