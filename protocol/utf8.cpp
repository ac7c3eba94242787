// SPDX-License-Identifier: Apache-2.0
#include "protocol/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <simdjson.h>

namespace parley {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

// 10xxxxxx continues a character.
bool continues(std::uint8_t byte) {
  return (byte & 0xc0) == 0x80;
}

/// Bytes of the character that `lead` begins; 1 for what begins none.
std::size_t length_of(std::uint8_t lead) {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

/// Where the last character begins that is cut off; the size when none is.
std::size_t cut_off_at(std::string_view text) {
  constexpr std::size_t longest_cut = 3;
  for (std::size_t back = 1; back <= std::min(longest_cut, text.size());
       ++back) {
    const auto byte = byte_at(text, text.size() - back);
    if (continues(byte)) continue;
    return length_of(byte) > back ? text.size() - back : text.size();
  }
  return text.size();
}

/// Whether a character may begin with these bytes: table 3-7 of the Unicode
/// Standard, without overlong forms and surrogates.
bool begins_character(std::string_view part) {
  const auto lead = byte_at(part, 0);
  if (lead < 0xc2 || lead > 0xf4) return false;
  if (part.size() < 2) return true;
  const auto second = byte_at(part, 1);
  if (lead == 0xe0 && second < 0xa0) return false;
  if (lead == 0xed && second > 0x9f) return false;
  if (lead == 0xf0 && second < 0x90) return false;
  if (lead == 0xf4 && second > 0x8f) return false;
  return true;  // cut_off_at has seen that they continue it
}

// Most of it is short and ASCII, which is known before simdjson has been
// called.
bool is_ascii(std::string_view text) {
  std::uint64_t seen = 0;
  while (text.size() >= sizeof seen) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    seen |= word;
    text.remove_prefix(sizeof word);
  }
  for (const char c : text) seen |= static_cast<std::uint8_t>(c);
  return (seen & 0x8080'8080'8080'8080) == 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  constexpr std::size_t short_text = 256;
  if (text.size() <= short_text && is_ascii(text)) return true;
  return simdjson::validate_utf8(text.data(), text.size());
}

std::string_view utf8_prefix(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && continues(byte_at(text, size))) --size;
  return text.substr(0, size);
}

bool utf8_check::grown(std::string_view text) {
  const auto fresh = text.substr(good_);
  const auto whole = cut_off_at(fresh);
  if (!is_utf8(fresh.substr(0, whole))) return false;
  good_ += whole;
  return whole == fresh.size() || begins_character(fresh.substr(whole));
}

}  // namespace parley
