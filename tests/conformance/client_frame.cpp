// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/client_frame.hpp"

namespace parley::conformance {

namespace {

constexpr std::string_view mask_key = "\x37\xfa\x21\x3d";

void append_big_endian(std::string& out, std::uint64_t value, int octets) {
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<char>((value >> shift) & 0xff));
}

length_form shortest_for(std::uint64_t length) {
  if (length < 126) return length_form::shortest;
  return length <= 0xffff ? length_form::two_octets : length_form::eight_octets;
}

void append_length(std::string& out, const client_frame& frame) {
  const auto length = frame.declared.value_or(frame.payload.size());
  const auto form =
      frame.form == length_form::shortest ? shortest_for(length) : frame.form;
  const unsigned mask_bit = frame.masked ? 0x80 : 0;
  switch (form) {
    case length_form::shortest:
      append_big_endian(out, mask_bit | length, 1);
      break;
    case length_form::two_octets:
      append_big_endian(out, mask_bit | 126u, 1);
      append_big_endian(out, length, 2);
      break;
    case length_form::eight_octets:
      append_big_endian(out, mask_bit | 127u, 1);
      append_big_endian(out, length, 8);
      break;
  }
}

}  // namespace

std::string encode(const client_frame& frame) {
  std::string out;
  out.reserve(frame.payload.size() + 14);
  const auto fin = frame.fin ? 0x80 : 0;
  out.push_back(static_cast<char>(fin | frame.reserved << 4 | frame.opcode));
  append_length(out, frame);
  if (!frame.masked) return out + frame.payload;
  out += mask_key;
  for (std::size_t i = 0; i < frame.payload.size(); ++i)
    out.push_back(static_cast<char>(frame.payload[i] ^ mask_key[i % 4]));
  return out;
}

std::string text_frame(std::string_view text) {
  return encode({.opcode = op::text, .payload = std::string(text)});
}

std::string binary_frame(std::string_view bytes) {
  return encode({.opcode = op::binary, .payload = std::string(bytes)});
}

std::string ping_frame(std::string_view payload) {
  return encode({.opcode = op::ping, .payload = std::string(payload)});
}

std::string pong_frame(std::string_view payload) {
  return encode({.opcode = op::pong, .payload = std::string(payload)});
}

std::string close_frame(std::uint16_t code, std::string_view reason) {
  return encode({.opcode = op::close, .payload = close_payload(code, reason)});
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
  std::string payload;
  append_big_endian(payload, code, 2);
  return payload.append(reason);
}

std::string fragments(std::uint8_t opcode, std::string_view message,
                      std::size_t size, std::uint8_t reserved) {
  std::string out;
  std::size_t at = 0;
  do {
    const auto part = message.substr(at, size);
    at += part.size();
    out += encode({.opcode = opcode,
                   .payload = std::string(part),
                   .fin = at == message.size(),
                   .reserved = reserved});
    opcode = op::continuation;
    reserved = rsv::none;
  } while (at < message.size());
  return out;
}

}  // namespace parley::conformance
