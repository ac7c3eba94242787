// SPDX-License-Identifier: Apache-2.0
// The first two bytes of a frame (RFC 6455 section 5.2), as written and as
// read.
#pragma once

#include <cstdint>

namespace parley::websocket_bits {

// The first byte.
inline constexpr std::uint8_t final = 0x80;
inline constexpr std::uint8_t compressed = 0x40;  // RSV1, RFC 7692 section 6
inline constexpr std::uint8_t reserved = 0x30;    // RSV2 and RSV3
inline constexpr std::uint8_t opcode = 0x0f;

// The second byte. It holds payload lengths up to 125.
inline constexpr std::uint8_t mask = 0x80;
inline constexpr std::uint8_t length = 0x7f;
inline constexpr std::uint8_t length_16 = 126;  // 2 bytes of length follow
inline constexpr std::uint8_t length_64 = 127;  // 8 bytes of length follow

}  // namespace parley::websocket_bits
