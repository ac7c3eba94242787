// How a line of the log looks. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

enum class log_format : std::uint8_t { text, json };

/// The fields of an event's text, `event key=value key="value"`, as the members
/// of a JSON object without its braces: `"event":"..","key":"value"`. What is
/// no event is the member `message`.
std::string json_members(std::string_view text);

}  // namespace parley
