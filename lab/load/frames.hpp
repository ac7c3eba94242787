// SPDX-License-Identifier: Apache-2.0
// WebSocket frames as a client writes and reads them. Shares no code with the
// server, so that no server is tested against itself. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::load {

enum class opcode : std::uint8_t {
  text = 0x1,
  binary = 0x2,
  close = 0x8,
  ping = 0x9,
  pong = 0xa,
};

/// Appends one frame, masked with `key` as RFC 6455 section 5.3 demands. A key
/// of zero changes nothing and so costs nothing.
void append_frame(std::string& out, opcode op, std::string_view payload,
                  std::uint32_t key = 0);

struct server_frame {
  opcode op;
  std::string_view payload;
};

/// Takes the first frame off `bytes`; nothing while it is not whole. Throws
/// std::runtime_error for what no server here may send: a mask, reserved bits
/// or opcodes, and fragments, which nobody makes of so small messages.
std::optional<server_frame> take_frame(std::string_view& bytes);

/// What a close frame without a code counts as (RFC 6455, section 7.1.5).
inline constexpr std::uint16_t no_code = 1005;

/// The payload of a close frame with `code`.
std::string close_payload(std::uint16_t code);

/// The code in the payload of a close frame, or `no_code`.
std::uint16_t close_code_of(std::string_view payload);

}  // namespace parley::load
