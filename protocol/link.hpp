// SPDX-License-Identifier: Apache-2.0
// The interface between sockets and actors: a session's calls to its transport,
// and the transport's events for its session. Neither side sees the other's
// libraries.
#pragma once

#include "protocol/channel_options.hpp"
#include "protocol/close_code.hpp"
#include "protocol/frame.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace parley {

enum class message_kind : std::uint8_t { text, binary };

/// What became of a pushed frame.
enum class push_result : std::uint8_t {
  queued,
  dropped,  // older frames of the same room were dropped for it
  closed,   // the link is closing or gone: nothing is kept
  slow,     // the outbox was full: the link closes itself with 3008
};

/// What a link does when its outbox is full.
struct overflow {
  slow_policy policy = slow_policy::disconnect;
  /// Frames of the same room have the same number; 0: never dropped.
  std::uint64_t room = 0;
  /// The client tracks offsets: the whole queue and this frame are dropped
  /// instead of a part, so that its messages have no gap.
  bool counted = false;
};

/// Where frames for one client go, on the thread of its loop.
class frame_sink {
 public:
  /// Queues whole encoded frames after all that were pushed earlier.
  virtual push_result push(const frame& bytes, overflow when_full) = 0;
  push_result push(const frame& bytes) { return push(bytes, {}); }

  /// Makes the processor fetch the memory that a push will touch. A broadcast
  /// to many goes from one cold sink to the next, and would wait for memory at
  /// each.
  void prefetch() const {
    constexpr std::size_t line = 64, lines = 3;
    const auto* at = reinterpret_cast<const char*>(this);
    for (std::size_t i = 0; i < lines; ++i) __builtin_prefetch(at + i * line);
  }

 protected:
  ~frame_sink() = default;
};

/// The transport end of a session. Every function is called on the thread of
/// the link's loop only.
class link : public frame_sink {
 public:
  virtual ~link() = default;

  /// The final receiver of frames, which spares a broadcast the way there.
  /// Lives as long as the link.
  virtual frame_sink& sink() { return *this; }

  /// Encodes and queues one message for this link alone.
  virtual push_result send(message_kind kind, std::string_view message) = 0;

  /// Asks for the next message: exactly one `on_message` follows, or the link
  /// ends. Reading waits while the outbox is over half full, so a client that
  /// does not read its answers is not listened to either.
  virtual void read_next() = 0;

  /// Calls `on_wake` once after `delay`; a later call replaces an earlier one.
  /// For sessions that watch over signs of life themselves; the link does it
  /// for the others.
  virtual void wake_after(std::chrono::milliseconds delay) = 0;

  /// Whether the outbox is over half full. A session that makes more answers
  /// waits then: it calls `tell_when_drained`, and `on_drained` follows when
  /// the outbox has room again, or the link ends.
  virtual bool congested() const { return false; }
  virtual void tell_when_drained() {}

  /// Whether the link has begun to close or is gone: all pushes are refused, so
  /// nothing needs to be encoded for it.
  virtual bool is_closing() const = 0;

  /// Closes after all that was pushed. Later pushes are refused.
  virtual void close(close_code code, std::string_view reason) = 0;

  /// Ends the transport at once, without a close frame.
  virtual void cut() = 0;

  /// What an operator sees of it: bytes that wait for the client, and where it
  /// is.
  virtual std::size_t queued() const { return 0; }
  virtual std::string peer() const { return {}; }

  /// Whether deflated lanes are right for this client.
  virtual bool accepts_deflate() const = 0;

  /// By which name later requests find this link; empty for one that needs
  /// none.
  virtual std::string session_key() const { return {}; }
};

/// A link's events for its session, on the thread of the link's loop.
class link_events {
 public:
  virtual ~link_events() = default;

  virtual void on_message(message_kind kind, std::string message) = 0;

  /// The time given to `wake_after` is over.
  virtual void on_wake() = 0;

  /// The outbox has room again. May come unasked.
  virtual void on_drained() {}

  /// The last call: the link is gone. `code` is the peer's or our own.
  virtual void on_closed(close_code code) = 0;
};

/// The parameters of a client's connection request.
struct link_request {
  dialect speaks = dialect::plain;
  /// Its name lives for ever.
  std::string_view transport = "websocket";
  /// Of a Centrifuge client: it listens to WebSocket pings and needs no others.
  bool frame_pings = false;
  /// It is unidirectional: all its requests are in the connect request.
  bool unidirectional = false;
  /// Input that came with the request: precedes all other messages.
  std::string first_message{};
  /// To be confirmed in the handshake; empty: none was asked for.
  std::string subprotocol{};
  /// Of a plain client, as all below.
  std::string room{};
  /// Empty: the room gives one.
  std::string name{};
  bool presence = false;
  /// It may only receive: a publication closes it with 3507.
  bool listens_only = false;
  /// Echo every message to its sender instead of joining a room.
  bool echo = false;
};

/// Turns an accepted link into a session. One per loop, called on its thread.
class link_acceptor {
 public:
  virtual ~link_acceptor() = default;
  virtual std::unique_ptr<link_events> accept(std::shared_ptr<link> link,
                                              link_request request) = 0;
};

}  // namespace parley
