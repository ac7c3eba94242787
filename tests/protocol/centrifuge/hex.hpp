// SPDX-License-Identifier: Apache-2.0
// Bytes in hexadecimal, as captures of the wire write them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parley {

/// The bytes of pairs of hex digits; anything between pairs is skipped.
inline std::string from_hex(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size();) {
    const auto high = digits.find(text[i]), low = digits.find(text[i + 1]);
    if (high == digits.npos || low == digits.npos) {
      ++i;
      continue;
    }
    bytes.push_back(static_cast<char>(high << 4 | low));
    i += 2;
  }
  return bytes;
}

}  // namespace parley
