// SPDX-License-Identifier: Apache-2.0
// Where HTTP and actors meet for looking into a node: a request that has shown
// its key, and its answer. Neither side sees the other's libraries.
#pragma once

#include "protocol/ids.hpp"
#include "protocol/inspection.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace parley {

/// Answered in Prometheus' text format.
struct metrics_call {};

/// Ends a session.
struct kick_call {
  connection_id session;
};

/// An operator's command for a room; absent values stay unchanged.
struct moderation_call {
  std::string room;
  /// All members are removed, and none can join.
  std::optional<bool> closed{};
  /// Members stay, and nothing is published.
  std::optional<bool> frozen{};
  /// A user id, or the name of a plain member, to be muted or unmuted; empty:
  /// none.
  std::string mute{};
  std::string unmute{};
};

/// The new log level.
struct log_call {
  std::string level;
};

/// Whether messages from and to a session are logged, without their content.
struct trace_call {
  connection_id session;
  bool on = true;
};

using inspection_call = std::variant<inspection_query, metrics_call, kick_call,
                                     moderation_call, log_call, trace_call>;

struct inspection_answer {
  unsigned status = 200;
  std::string_view content_type = "application/json";
  std::string body{};
};

/// One per loop, called on its thread; `done` is called on it too, once, unless
/// the node ends before.
class inspection_port {
 public:
  virtual ~inspection_port() = default;
  virtual void call(inspection_call request,
                    std::function<void(inspection_answer)> done) = 0;
};

}  // namespace parley
