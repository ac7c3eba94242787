// WebSocket frames as a client writes and reads them. Pure.
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

/// Masked, as RFC 6455 section 5.3 wants it, with a mask of zeros, which
/// changes nothing and so costs nothing.
void append_frame(std::string& out, opcode op, std::string_view payload);

struct server_frame {
  opcode op;
  std::string_view payload;
};

/// Takes the first frame off `bytes`; nothing while it is not whole. Fragments
/// are not put together: no server here makes any of so small messages.
std::optional<server_frame> take_frame(std::string_view& bytes);

}  // namespace parley::load
