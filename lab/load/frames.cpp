#include "lab/load/frames.hpp"

namespace parley::load {

namespace {

constexpr char final_bit = '\x80';
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

}  // namespace

void append_frame(std::string& out, opcode op, std::string_view payload) {
  out.push_back(static_cast<char>(final_bit | static_cast<char>(op)));
  if (payload.size() < length_16) {
    append_big_endian(out, mask_bit | payload.size(), 1);
  } else if (payload.size() <= 0xffff) {
    append_big_endian(out, mask_bit | length_16, 1);
    append_big_endian(out, payload.size(), 2);
  } else {
    append_big_endian(out, mask_bit | length_64, 1);
    append_big_endian(out, payload.size(), 8);
  }
  out.append(4, '\0').append(payload);
}

std::optional<server_frame> take_frame(std::string_view& bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const auto first = static_cast<std::uint8_t>(bytes[0]);
  const auto length = static_cast<std::uint8_t>(bytes[1]);
  std::size_t head = 2;
  std::uint64_t size = length;
  if (length >= length_16) {
    const std::size_t more = length == length_16 ? 2 : 8;
    if (bytes.size() < head + more) return std::nullopt;
    size = big_endian(bytes.substr(head, more));
    head += more;
  }
  if (bytes.size() - head < size) return std::nullopt;
  const server_frame frame{static_cast<opcode>(first & 0x0f),
                           bytes.substr(head, size)};
  bytes.remove_prefix(head + size);
  return frame;
}

}  // namespace parley::load
