// SPDX-License-Identifier: Apache-2.0
#include "protocol/printable.hpp"

#include "protocol/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace parley {

namespace {

struct span_of_characters {
  char32_t first;
  char32_t last;
};

constexpr std::array<span_of_characters, 11> unfit{{
    {0x00, 0x1f},
    {0x7f, 0x9f},
    {0xad, 0xad},
    {0x61c, 0x61c},
    {0x180e, 0x180e},
    {0x200b, 0x200b},
    {0x200e, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0xfeff, 0xfeff},
    {0xe0000, 0xe0fff},
}};

bool is_fit(char32_t character) {
  return std::ranges::none_of(unfit, [character](const auto& each) {
    return character >= each.first && character <= each.last;
  });
}

/// Bytes of the character that begins with `lead`; 1 for what begins none.
std::size_t size_of(std::uint8_t lead) {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

/// Of one whole valid character.
char32_t decode(std::string_view character) {
  constexpr std::array<std::uint8_t, 5> lead_bits{0, 0x7f, 0x1f, 0x0f, 0x07};
  char32_t value = static_cast<std::uint8_t>(character.front()) &
                   lead_bits[character.size()];
  for (const char c : character.substr(1))
    value = (value << 6) | (static_cast<std::uint8_t>(c) & 0x3fu);
  return value;
}

void append_unit(std::string& out, std::uint32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    out += digits[(unit >> shift) & 15];
}

void append_escaped(std::string& out, char32_t character) {
  if (character < 0x10000) return append_unit(out, character);
  const auto rest = static_cast<std::uint32_t>(character) - 0x10000;
  append_unit(out, 0xd800 + (rest >> 10));  // RFC 8259 section 7
  append_unit(out, 0xdc00 + (rest & 0x3ff));
}

void append(std::string& out, std::string_view text, std::string_view escaped,
            std::string_view kept) {
  while (!text.empty()) {
    auto character =
        text.substr(0, size_of(static_cast<std::uint8_t>(text.front())));
    if (!is_utf8(character)) {
      out += "\xef\xbf\xbd";
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(character.size());
    const auto value = decode(character);
    const bool is_ascii = character.size() == 1;
    if (is_ascii && kept.find(character.front()) != kept.npos)
      out += character;
    else if (!is_fit(value))
      append_escaped(out, value);
    else if (is_ascii && escaped.find(character.front()) != escaped.npos)
      out.append("\\").append(character);
    else
      out += character;
  }
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  append(out, text, {}, {});
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  append(out, text, {}, "\n");
  return out;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  append(out, text, "\"\\", {});
  return out += '"';
}

}  // namespace parley
