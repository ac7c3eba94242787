#include "protocol/names.hpp"

#include "protocol/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace parley {

namespace {

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char byte) {
    return (static_cast<std::uint8_t>(byte) & 0xc0) != 0x80;
  }));
}

// C0, DEL, C1, and what steers the layout of the text around it: line and
// paragraph separators and the bidirectional controls, which would let a name
// rewrite how the rest of a line looks (Unicode TR 36, section 2.1).
bool has_control(std::string_view utf8) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(utf8[i]);
    if (byte < 0x20 || byte == 0x7f) return true;
    const auto next = [&](std::size_t k) {
      return static_cast<std::uint8_t>(utf8[i + k]);
    };
    if (byte == 0xc2 && next(1) < 0xa0) return true;  // U+0080..U+009F
    if (byte != 0xe2) continue;
    if (next(1) == 0x80 && next(2) >= 0xa8 && next(2) <= 0xae)
      return true;  // U+2028..U+202E
    if (next(1) == 0x81 && next(2) >= 0xa6 && next(2) <= 0xa9)
      return true;  // U+2066..U+2069
  }
  return false;
}

}  // namespace

bool is_member_name(std::string_view name, std::size_t max_characters) {
  // A character is at most 4 bytes: bounds the work before any is done.
  if (name.empty() || name.size() > 4 * max_characters) return false;
  return is_utf8(name) && count_characters(name) <= max_characters &&
         !has_control(name);
}

bool is_room_name(std::string_view name, std::size_t max_bytes) {
  return !name.empty() && name.size() <= max_bytes && is_utf8(name) &&
         !has_control(name);
}

}  // namespace parley
