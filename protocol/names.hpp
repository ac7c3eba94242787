// What may be a room's or a member's name.
#pragma once

#include <cstddef>
#include <string_view>

namespace parley {

/// True for 1 to `max_characters` Unicode characters of valid UTF-8 without
/// control characters.
bool is_member_name(std::string_view name, std::size_t max_characters);

/// True for 1 to `max_bytes` bytes of valid UTF-8 without control characters.
bool is_room_name(std::string_view name, std::size_t max_bytes);

}  // namespace parley
