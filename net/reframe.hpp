// SPDX-License-Identifier: Apache-2.0
// Re-frames the WebSocket payloads that rooms and sessions push, for streaming
// HTTP responses and for unidirectional clients. Pure.
#pragma once

#include "protocol/close_code.hpp"
#include "protocol/frame.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

/// How a streaming response separates replies.
enum class stream_format : std::uint8_t {
  lines,    // JSON, each with a newline behind it
  events,   // JSON, each an event of text/event-stream
  lengths,  // Protobuf, each behind its length, as it is encoded
};

/// The contents of a streaming response and their form.
struct stream_framing {
  stream_format format = stream_format::lines;
  /// Chunked transfer encoding; else the connection's end is the body's.
  bool chunked = true;
  /// For a client that only listens: no reply around a push.
  bool bare = false;
};

/// `message`, which is one encoded reply, in the stream's form.
std::string stream_message(std::string_view message, stream_framing as);

/// The payloads of `frames`, whole WebSocket frames of ours, in the stream's
/// form: one chunk for all of them.
std::string stream_frames(std::string_view frames, stream_framing as);

/// Remembers the last frames of each form: a room pushes the same ones to many
/// links of a loop, one after the other.
class reframer {
 public:
  /// `stream_frames` of `from`, to be shared.
  frame stream(const frame& from, stream_framing as);

 private:
  struct pair {
    frame from;
    frame to;
  };
  std::array<pair, 2 * 3> last_;
};

/// The first bytes of a body; empty for most.
std::string stream_opening(stream_framing as);

/// The end of a stream: its reason, and the end of the body.
std::string stream_ending(close_code code, std::string_view reason,
                          stream_framing as);

/// The push in a JSON reply that is one, for clients that get nothing else; any
/// other reply (a ping is `{}`) as it is.
std::string_view bare_push(std::string_view reply);

/// The same for every text frame of `frames`.
std::string bare_frames(std::string_view frames);

}  // namespace parley
