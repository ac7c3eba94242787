// SPDX-License-Identifier: Apache-2.0
#include "protocol/base64.hpp"

#include <cstdint>

namespace parley {

namespace {

/// Those that both alphabets have.
constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The six bits that a digit stands for; `last_two` are the digits that differ
/// between the alphabets.
std::optional<std::uint32_t> bits_of(char digit, std::string_view last_two) {
  auto place = digits.find(digit);
  if (place == std::string_view::npos) {
    place = last_two.find(digit);
    if (place == std::string_view::npos) return std::nullopt;
    place += digits.size();
  }
  return static_cast<std::uint32_t>(place);
}

std::optional<std::string> decode(std::string_view text,
                                  std::string_view last_two) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const char digit : text) {
    const auto bits = bits_of(digit, last_two);
    if (!bits) return std::nullopt;
    pending = (pending << 6) | *bits;
    pending_bits += 6;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    bytes += static_cast<char>(pending >> pending_bits);
    pending &= (1U << pending_bits) - 1;
  }
  // Leftover bits carry no data and must be zero, else two texts would have one
  // meaning.
  if (pending != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  const bool padded = text.ends_with('=');
  if (padded && text.size() % 4 != 0) return std::nullopt;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return decode(text, "+/");
}

std::string encode_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  const auto write = [&](std::uint32_t bits) {
    text += bits < digits.size() ? digits[bits] : "+/"[bits - digits.size()];
  };
  for (const char byte : bytes) {
    pending = pending << 8 | static_cast<std::uint8_t>(byte);
    pending_bits += 8;
    while (pending_bits >= 6) {
      pending_bits -= 6;
      write(pending >> pending_bits & 63);
    }
  }
  if (pending_bits > 0) write(pending << (6 - pending_bits) & 63);
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::optional<std::string> decode_base64url(std::string_view text) {
  return decode(text, "-_");
}

}  // namespace parley
