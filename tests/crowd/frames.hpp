// WebSocket frames as the crowd's clients read and write them. Own code, so
// that the server is not tested against itself. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::crowd_test {

enum class opcode : std::uint8_t {
  text = 1,
  binary = 2,
  close = 8,
  ping = 9,
  pong = 10,
};

/// One whole frame of the server.
struct server_frame {
  opcode kind;
  std::string_view payload;
  std::size_t size;  // with its head
};

/// The frame at the front of `bytes`; nothing while it is incomplete. Throws
/// `std::runtime_error` for what our server never sends: fragments, reserved
/// bits or opcodes, masks.
std::optional<server_frame> front_frame(std::string_view bytes);

/// Appends one frame as clients send it, masked with `key`.
void append_masked(std::string& out, opcode kind, std::string_view payload,
                   std::uint32_t key);

}  // namespace parley::crowd_test
