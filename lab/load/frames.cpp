// SPDX-License-Identifier: Apache-2.0
#include "lab/load/frames.hpp"

#include <array>
#include <stdexcept>

namespace parley::load {

namespace {

// RFC 6455, section 5.2.
constexpr std::uint8_t final_bit = 0x80;
constexpr std::uint8_t reserved_bits = 0x70;
constexpr std::uint8_t opcode_bits = 0x0f;
constexpr std::uint8_t mask_bit = 0x80;
constexpr std::uint8_t length_16 = 126;
constexpr std::uint8_t length_64 = 127;

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<char>(value >> shift & 0xff));
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes)
    value = value << 8 | static_cast<std::uint8_t>(byte);
  return value;
}

void append_masked(std::string& out, std::string_view payload,
                   std::uint32_t key) {
  const std::array mask{
      static_cast<char>(key >> 24), static_cast<char>(key >> 16 & 0xff),
      static_cast<char>(key >> 8 & 0xff), static_cast<char>(key & 0xff)};
  for (std::size_t i = 0; i < payload.size(); ++i)
    out.push_back(static_cast<char>(payload[i] ^ mask[i % mask.size()]));
}

opcode known_opcode(std::uint8_t first) {
  if (!(first & final_bit)) throw std::runtime_error("got a fragment");
  if (first & reserved_bits) throw std::runtime_error("got a reserved bit");
  const auto op = static_cast<opcode>(first & opcode_bits);
  switch (op) {
    case opcode::text:
    case opcode::binary:
    case opcode::close:
    case opcode::ping:
    case opcode::pong:
      return op;
  }
  throw std::runtime_error("got a reserved opcode");
}

}  // namespace

void append_frame(std::string& out, opcode op, std::string_view payload,
                  std::uint32_t key) {
  out.push_back(static_cast<char>(final_bit | static_cast<std::uint8_t>(op)));
  if (payload.size() < length_16) {
    append_big_endian(out, mask_bit | payload.size(), 1);
  } else if (payload.size() <= 0xffff) {
    append_big_endian(out, mask_bit | length_16, 1);
    append_big_endian(out, payload.size(), 2);
  } else {
    append_big_endian(out, mask_bit | length_64, 1);
    append_big_endian(out, payload.size(), 8);
  }
  append_big_endian(out, key, 4);
  if (key == 0)
    out.append(payload);
  else
    append_masked(out, payload, key);
}

std::string close_payload(std::uint16_t code) {
  std::string payload;
  append_big_endian(payload, code, 2);
  return payload;
}

std::uint16_t close_code_of(std::string_view payload) {
  if (payload.size() < 2) return no_code;
  return static_cast<std::uint16_t>(big_endian(payload.substr(0, 2)));
}

std::optional<server_frame> take_frame(std::string_view& bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const auto op = known_opcode(static_cast<std::uint8_t>(bytes[0]));
  const auto length = static_cast<std::uint8_t>(bytes[1]);
  if (length & mask_bit) throw std::runtime_error("got a masked frame");
  std::size_t head = 2;
  std::uint64_t size = length;
  if (length >= length_16) {
    const std::size_t more = length == length_16 ? 2 : 8;
    if (bytes.size() < head + more) return std::nullopt;
    size = big_endian(bytes.substr(head, more));
    head += more;
  }
  if (bytes.size() - head < size) return std::nullopt;
  const server_frame frame{op, bytes.substr(head, size)};
  bytes.remove_prefix(head + size);
  return frame;
}

}  // namespace parley::load
