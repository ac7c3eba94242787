// SPDX-License-Identifier: Apache-2.0
#include "lab/load/payload.hpp"

#include <algorithm>
#include <cstring>

namespace parley::load {

namespace {

// "#pb:", 8 digits of the room, 8 of the sequence, 16 of the time, "#:".
constexpr std::string_view opening = "#pb:";
constexpr std::string_view closing = "#:";
constexpr std::string_view digits = "0123456789abcdef";

static_assert(mark::size == opening.size() + 8 + 8 + 16 + closing.size());

void append_hex(std::string& out, std::uint64_t value, int width) {
  for (int shift = 4 * (width - 1); shift >= 0; shift -= 4)
    out.push_back(digits[(value >> shift) & 0xf]);
}

std::uint64_t take_hex(const char*& at, int width) {
  std::uint64_t value = 0;
  for (; width > 0; --width, ++at) {
    const auto c = static_cast<unsigned char>(*at);
    value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10u);
  }
  return value;
}

}  // namespace

std::string make_payload(const mark& what, std::size_t size) {
  std::string out(opening);
  out.reserve(std::max(size, mark::size));
  append_hex(out, what.room, 8);
  append_hex(out, what.sequence, 8);
  append_hex(out, static_cast<std::uint64_t>(what.at), 16);
  out.append(closing);
  out.append(std::max(size, mark::size) - mark::size, 'x');
  return out;
}

std::optional<mark> take_mark(std::string_view& text) {
  const auto* found = static_cast<const char*>(
      ::memmem(text.data(), text.size(), opening.data(), opening.size()));
  if (!found) return std::nullopt;
  const auto begin = static_cast<std::size_t>(found - text.data());
  if (text.size() - begin < mark::size) return std::nullopt;
  const char* at = found + opening.size();
  mark what;
  what.room = static_cast<std::uint32_t>(take_hex(at, 8));
  what.sequence = static_cast<std::uint32_t>(take_hex(at, 8));
  what.at = static_cast<std::int64_t>(take_hex(at, 16));
  text.remove_prefix(begin + mark::size);
  return what;
}

}  // namespace parley::load
