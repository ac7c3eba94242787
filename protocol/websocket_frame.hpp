// SPDX-License-Identifier: Apache-2.0
// The server's half of RFC 6455: unmasked frames, written once and shared.
// Pure; websocket_reader reads.
#pragma once

#include "protocol/close_code.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

/// RFC 6455 section 5.2.
enum class opcode : std::uint8_t {
  continuation = 0x0,
  text = 0x1,
  binary = 0x2,
  close = 0x8,
  ping = 0x9,
  pong = 0xa,
};

/// Whether the payload is compressed (RSV1, RFC 7692 section 6).
enum class payload_coding : std::uint8_t { identity, deflated };

/// Appends a final, unmasked frame of `head` and `tail` joined to `out`. Two
/// parts save a copy of the text after its prefix.
void append_frame(std::string& out, opcode op, payload_coding coding,
                  std::string_view head, std::string_view tail = {});

/// A close frame; the reason is cut to `close_reason_size` bytes at a
/// character's edge. Without either for no_status.
std::string close_frame(close_code code, std::string_view reason);

/// A ping without a payload.
std::string ping_frame();

/// The answer to a ping.
std::string pong_frame(std::string_view payload);

/// Where the frame that contains byte `position` ends, as an offset into
/// `frames`, which must hold whole frames back to back. At a frame's first
/// byte, that position itself: nothing of it needs to be kept.
std::size_t frame_end(std::string_view frames, std::size_t position);

/// Takes the first frame off `frames`, which must begin with a whole one, and
/// returns its payload.
std::string_view take_payload(std::string_view& frames);

}  // namespace parley
