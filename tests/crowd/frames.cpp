#include "tests/crowd/frames.hpp"

#include <array>
#include <stdexcept>

namespace parley::crowd_test {

namespace {

// RFC 6455, section 5.2.
constexpr unsigned final_bit = 0x80;
constexpr unsigned reserved_bits = 0x70;
constexpr unsigned opcode_bits = 0x0f;
constexpr unsigned mask_bit = 0x80;
constexpr std::size_t two_byte_length = 126;
constexpr std::size_t eight_byte_length = 127;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

opcode known_opcode(unsigned first) {
  if (!(first & final_bit)) throw std::runtime_error("got a fragment");
  if (first & reserved_bits) throw std::runtime_error("got a reserved bit");
  const auto kind = static_cast<opcode>(first & opcode_bits);
  switch (kind) {
    case opcode::text:
    case opcode::binary:
    case opcode::close:
    case opcode::ping:
    case opcode::pong:
      return kind;
  }
  throw std::runtime_error("got a reserved opcode");
}

std::size_t big_endian(std::string_view bytes) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    value = value << 8 | byte_at(bytes, i);
  return value;
}

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes));
}

}  // namespace

std::optional<server_frame> front_frame(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const auto kind = known_opcode(byte_at(bytes, 0));
  if (byte_at(bytes, 1) & mask_bit)
    throw std::runtime_error("got a masked frame");
  std::size_t head = 2;
  std::size_t length = byte_at(bytes, 1);
  if (length >= two_byte_length) {
    const std::size_t width = length == eight_byte_length ? 8 : 2;
    if (bytes.size() < head + width) return std::nullopt;
    length = big_endian(bytes.substr(head, width));
    head += width;
  }
  if (bytes.size() - head < length) return std::nullopt;
  return server_frame{kind, bytes.substr(head, length), head + length};
}

void append_masked(std::string& out, opcode kind, std::string_view payload,
                   std::uint32_t key) {
  const auto size = payload.size();
  out += static_cast<char>(final_bit | static_cast<unsigned>(kind));
  if (size < two_byte_length) {
    out += static_cast<char>(mask_bit | size);
  } else if (size <= 0xffff) {
    out += static_cast<char>(mask_bit | two_byte_length);
    append_big_endian(out, size, 2);
  } else {
    out += static_cast<char>(mask_bit | eight_byte_length);
    append_big_endian(out, size, 8);
  }
  append_big_endian(out, key, 4);
  std::array<unsigned, 4> mask{key >> 24, key >> 16, key >> 8, key};
  for (std::size_t i = 0; i < size; ++i)
    out += static_cast<char>(byte_at(payload, i) ^ mask[i % 4]);
}

}  // namespace parley::crowd_test
