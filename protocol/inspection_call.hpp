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

/// What an operator does to a room; what is not said stays as it was.
struct moderation_call {
  std::string room;
  /// Nobody is in, nobody comes in.
  std::optional<bool> closed{};
  /// Members stay, and nothing is published.
  std::optional<bool> frozen{};
  /// A user id, or the name of a plain member, who may not publish any more,
  /// or may again; empty: nobody.
  std::string mute{};
  std::string unmute{};
};

/// What is logged from now on.
struct log_call {
  std::string level;
};

/// Whether what a session hears and says is logged, without its content.
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
