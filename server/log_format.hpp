// SPDX-License-Identifier: Apache-2.0
// How a line of the log looks. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

enum class log_format : std::uint8_t { text, json };

/// A line of the text log: one line of UTF-8 without controls, for any event
/// text. Quotes and backslashes are escaped where a field is written
/// (protocol/log_text.hpp).
std::string log_line(std::string_view text);

/// The fields of an event's text, `event key=value key="value"`, as the members
/// of a JSON object without its braces: `"event":"..","key":"value"`. A value
/// in quotes is a JSON string. A text of another form, or with a repeated
/// field, becomes the member `message`.
std::string json_members(std::string_view text);

}  // namespace parley
