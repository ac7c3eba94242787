// What the clients of one loop have said, heard and been refused. Written by
// the loop's thread only.
#pragma once

#include "protocol/refusal.hpp"
#include "protocol/turn_record.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace parley {

inline constexpr std::array api_bounds{0.0005, 0.001, 0.005, 0.01, 0.05,
                                       0.1,    0.5,   1.0,   5.0};

struct traffic_record {
  /// By a link's transport, whose name lives for ever.
  struct clients {
    std::uint64_t accepted = 0;
    std::uint64_t ended = 0;
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
  };
  std::map<std::string_view, clients> transports;

  /// Connections that ended, by close code; 0: one that is not of the list.
  std::map<std::uint16_t, std::uint64_t> closes;

  /// Frames queued for clients, and their bytes.
  std::uint64_t sent = 0;
  std::uint64_t sent_bytes = 0;

  std::uint64_t http_requests = 0;

  /// What was refused, by reason.
  refusal_record refused;

  /// Error replies to clients, by code.
  std::map<std::uint32_t, std::uint64_t> reply_errors;

  /// Subscriptions that wanted to recover, and did or did not.
  std::uint64_t recovered = 0;
  std::uint64_t not_recovered = 0;
  /// Words of owners in other nodes that relays have missed and got again, and
  /// relays that could not get them.
  std::uint64_t relay_gaps = 0;
  std::uint64_t relays_lost = 0;

  /// Rooms that were not started, by the limit that forbids it, whose name
  /// lives for ever.
  std::map<std::string_view, std::uint64_t> rooms_refused;
  /// Positions of rooms without an actor: begun to be remembered, taken by a
  /// room that started or by another node, forgotten for want of place or time.
  std::uint64_t positions_kept = 0;
  std::uint64_t positions_taken = 0;
  std::uint64_t positions_forgotten = 0;

  /// Calls of the server API, by method.
  struct api_calls {
    duration_counts<api_bounds.size()> durations{api_bounds};
    std::uint64_t errors = 0;
  };
  std::map<std::string, api_calls> api;

  void add(const traffic_record& other);
};

}  // namespace parley
