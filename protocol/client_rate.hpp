// SPDX-License-Identifier: Apache-2.0
// How much a client of the Centrifuge protocol may do per second: commands,
// subscriptions, and bytes both ways.
#pragma once

#include "protocol/token_bucket.hpp"

#include <cstddef>
#include <cstdint>

namespace parley {

/// Counted separately: a client that reconnects subscribes to all its rooms at
/// once; no other command has a reason to arrive in such numbers.
enum class client_deed : std::uint8_t { command, join };

/// Of one connection, or of all connections of one user. Pure: the caller
/// brings the time.
class client_rate {
 public:
  using time_point = token_bucket::time_point;

  /// So many per second, and so many at once. 0 per second: no limit.
  struct bound {
    double rate = 0;
    double burst = 0;
  };
  struct bounds {
    bound commands;
    bound joins;
    bound bytes;
  };

  client_rate(const bounds& given, time_point now);

  /// Counts one command and `bytes`: its own, and those of the answers since
  /// the last one. False when it is over the rate; the bytes count
  /// nevertheless.
  [[nodiscard]] bool take(client_deed deed, std::size_t bytes, time_point now);

 private:
  token_bucket commands_;
  token_bucket joins_;
  token_bucket bytes_;
};

/// The same per second, twice as much at once.
client_rate::bounds twice(client_rate::bounds given);

}  // namespace parley
