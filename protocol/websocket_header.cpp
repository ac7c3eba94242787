// SPDX-License-Identifier: Apache-2.0
#include "protocol/websocket_header.hpp"

#include "protocol/websocket_bits.hpp"

#include <cstring>

namespace parley {

namespace {

namespace bits = websocket_bits;

std::uint8_t byte_at(std::span<const char> bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

std::uint64_t big_endian(std::span<const char> bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes)
    value = value << 8 | static_cast<std::uint8_t>(byte);
  return value;
}

bool is_known(std::uint8_t op) {
  return op <= static_cast<int>(opcode::binary) ||
         (op >= static_cast<int>(opcode::close) &&
          op <= static_cast<int>(opcode::pong));
}

/// Bytes of the length after the second byte.
std::size_t long_length_size(std::span<const char> bytes) {
  const auto length = byte_at(bytes, 1) & bits::length;
  if (length == bits::length_64) return 8;
  return length == bits::length_16 ? 2 : 0;
}

/// Nothing when it is not the shortest form, or over 63 bits.
std::optional<std::uint64_t> length_of(std::span<const char> bytes) {
  const auto more = long_length_size(bytes);
  if (more == 0) return byte_at(bytes, 1) & bits::length;
  const auto length = big_endian(bytes.subspan(2, more));
  const bool shortest = more == 2 ? length >= bits::length_16 : length > 0xffff;
  if (!shortest || length >> 63 != 0) return std::nullopt;
  return length;
}

}  // namespace

std::size_t websocket_header::size_of(std::span<const char> start) {
  if (start.size() < 2) return 2;
  const std::size_t mask = (byte_at(start, 1) & bits::mask) != 0 ? 4 : 0;
  return 2 + long_length_size(start) + mask;
}

std::optional<websocket_header> websocket_header::parse(
    std::span<const char> bytes) {
  const auto first = byte_at(bytes, 0);
  const auto length = length_of(bytes);
  const bool masked = (byte_at(bytes, 1) & bits::mask) != 0;
  if (!is_known(first & bits::opcode) || (first & bits::reserved) != 0 ||
      !masked || !length)
    return std::nullopt;
  websocket_header head{.final = (first & bits::final) != 0,
                        .compressed = (first & bits::compressed) != 0,
                        .op = static_cast<opcode>(first & bits::opcode),
                        .length = *length};
  std::memcpy(head.mask.data(), bytes.data() + bytes.size() - head.mask.size(),
              head.mask.size());
  // Section 5.5: control frames are short and whole.
  if (head.is_control() &&
      (!head.final || head.compressed || head.length >= bits::length_16))
    return std::nullopt;
  return head;
}

void unmask(std::span<char> payload, const std::array<char, 4>& mask,
            std::uint64_t at) {
  std::array<char, 8> key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = mask[(at + i) % 4];
  std::uint64_t wide = 0;
  std::memcpy(&wide, key.data(), sizeof wide);
  std::size_t i = 0;
  for (; i + sizeof wide <= payload.size(); i += sizeof wide) {
    std::uint64_t word = 0;
    std::memcpy(&word, payload.data() + i, sizeof word);
    word ^= wide;
    std::memcpy(payload.data() + i, &word, sizeof word);
  }
  for (; i < payload.size(); ++i)
    payload[i] = static_cast<char>(payload[i] ^ key[i % key.size()]);
}

}  // namespace parley
