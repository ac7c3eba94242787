// SPDX-License-Identifier: Apache-2.0
// The words of a script after reading: what each line asks for, with its line
// number. Plain data: no sockets and no clock.
#pragma once

#include "lab/script/room_step.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace parley::script {

/// Largest message in bytes that a client of a script sends or accepts.
inline constexpr std::size_t message_size_max = 64 * 1024 * 1024;

// -- what passes over a connection --------------------------------------------

enum class payload { text, binary };

/// One WebSocket message, in either direction.
struct message {
  payload kind = payload::text;
  std::string data;

  bool operator==(const message&) const = default;
};

/// How a connection ended: by the peer's close frame or, with 1006 and a cause,
/// without one. 1005 stands for a close frame without a code (RFC 6455, 7.1.5).
struct ending {
  std::uint16_t code = 0;
  std::string reason;
  std::string cause;
};

/// What a client got: its messages in their order, at last the ending.
using event = std::variant<message, ending>;

// -- what a script can wait for -----------------------------------------------

/// A text message in which the regular expression is found.
struct pattern {
  std::string regex;
};

/// The end of the connection; an absent code or reason matches any.
struct closed {
  std::optional<std::uint16_t> code;
  std::optional<std::string> reason;
};

using expectation = std::variant<message, pattern, closed>;

// -- what a client can do -----------------------------------------------------

struct header {
  std::string name;
  std::string value;
};

/// `connect`: the WebSocket handshake and the HTTP status it must end with, and
/// with `rooms` the Centrifuge protocol's first command.
struct connect {
  static constexpr unsigned switching_protocols = 101;

  std::string path;
  std::vector<header> headers;
  unsigned status = switching_protocols;
  std::optional<login> rooms = std::nullopt;
};

/// `send`, `send-repeat`, `send-binary`: one message, its data `times` over.
struct send {
  message what;
  std::size_t times = 1;
};

/// `expect`, `expect-match`, `expect-binary`, `expect-closed`.
struct expect {
  expectation what;
};

/// `expect-none`: nothing comes for that long.
struct expect_none {
  std::chrono::milliseconds duration;
};

/// `expect-same`: each client's next `count` events are those of the first.
struct expect_same {
  std::size_t count;
};

/// `close`: the closing handshake, ours first.
struct close {
  std::uint16_t code = 1000;
  std::string reason;
};

/// `abort`: a TCP reset.
struct abort {};

using action =
    std::variant<connect, send, expect, expect_none, expect_same, close, abort,
                 drop, subscribe, unsubscribe, publish, expect_publication,
                 expect_presence, expect_unsubscribed>;

// -- the lines of a script ----------------------------------------------------

/// First and last number of `c[1..100]`.
struct range {
  std::size_t first;
  std::size_t last;
};

/// One client, or with a range many of them at once.
struct clients {
  std::string name;
  std::optional<range> numbers;
};

struct step;

/// `NAME verb ...`
struct command {
  clients who;
  action what;
};

/// `wait`: clients go on receiving meanwhile.
struct wait {
  std::chrono::milliseconds duration;
};

/// `repeat N` up to its `end`.
struct repeat {
  std::size_t count;
  std::vector<step> body;
};

struct step {
  std::size_t line;  ///< From 1.
  std::variant<command, wait, repeat> what;
};

}  // namespace parley::script
