// SPDX-License-Identifier: Apache-2.0
#include "protocol/websocket_frame.hpp"

#include "protocol/limits.hpp"
#include "protocol/utf8.hpp"
#include "protocol/websocket_bits.hpp"

#include <cassert>

namespace parley {

namespace {

namespace bits = websocket_bits;

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<char>((value >> shift) & 0xff));
}

void append_length(std::string& out, std::uint64_t length) {
  if (length < bits::length_16) {
    append_big_endian(out, length, 1);
  } else if (length <= 0xffff) {
    append_big_endian(out, bits::length_16, 1);
    append_big_endian(out, length, 2);
  } else {
    append_big_endian(out, bits::length_64, 1);
    append_big_endian(out, length, 8);
  }
}

std::uint64_t read_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (char byte : bytes) value = value << 8 | static_cast<std::uint8_t>(byte);
  return value;
}

struct frame_extent {
  std::size_t header;
  std::size_t payload;
  std::size_t size() const { return header + payload; }
};

// How large the frame is that starts at `at`.
frame_extent extent_of(std::string_view frames, std::size_t at) {
  const auto length = static_cast<std::uint8_t>(frames[at + 1]);
  assert((length & 0x80) == 0 && "a server's frames are never masked");
  if (length == bits::length_64)
    return {10, read_big_endian(frames.substr(at + 2, 8))};
  if (length == bits::length_16)
    return {4, read_big_endian(frames.substr(at + 2, 2))};
  return {2, length};
}

}  // namespace

void append_frame(std::string& out, opcode op, payload_coding coding,
                  std::string_view head, std::string_view tail) {
  constexpr std::size_t longest_head = 10;
  out.reserve(out.size() + longest_head + head.size() + tail.size());
  const auto rsv = coding == payload_coding::deflated ? bits::compressed : 0;
  out.push_back(static_cast<char>(bits::final | rsv | static_cast<int>(op)));
  append_length(out, head.size() + tail.size());
  out.append(head).append(tail);
}

std::string ping_frame() {
  std::string out;
  append_frame(out, opcode::ping, payload_coding::identity, {});
  return out;
}

std::string pong_frame(std::string_view payload) {
  std::string out;
  append_frame(out, opcode::pong, payload_coding::identity, payload);
  return out;
}

std::string close_frame(close_code code, std::string_view reason) {
  std::string payload;
  if (code != close_code::no_status) {
    append_big_endian(payload, static_cast<std::uint16_t>(code), 2);
    payload.append(utf8_prefix(reason, close_reason_size));
  }
  std::string out;
  append_frame(out, opcode::close, payload_coding::identity, payload);
  return out;
}

std::size_t frame_end(std::string_view frames, std::size_t position) {
  std::size_t at = 0;
  while (at < position) at += extent_of(frames, at).size();
  return at;
}

std::string_view take_payload(std::string_view& frames) {
  const auto extent = extent_of(frames, 0);
  const auto payload = frames.substr(extent.header, extent.payload);
  frames.remove_prefix(extent.size());
  return payload;
}

}  // namespace parley
