// SPDX-License-Identifier: Apache-2.0
// Times of tokens and of the server API, which may be any number of 64 bits, as
// the clocks and the protocol can hold them. Pure.
#pragma once

#include "protocol/token.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace parley {

/// The longest time to live in replies to clients, as in Centrifugo: a year.
/// SDKs set timers with it, and the field has 32 bits.
inline constexpr unix_seconds ttl_max = 365 * 24 * 60 * 60;

/// Seconds from `now` to `end` for a client: 0 when that is over.
inline std::uint32_t ttl_until(unix_seconds end, unix_seconds now) {
  if (end <= now) return 0;
  // Not by a difference, which need not fit into 64 bits.
  return static_cast<std::uint32_t>(end >= now + ttl_max ? ttl_max : end - now);
}

/// A time of the system's clock, which counts nanoseconds and ends in 2262:
/// times beyond 2200 (milliseconds mistaken for seconds, for example) become
/// 2200, so that delays can be added.
inline std::chrono::system_clock::time_point to_time_point(unix_seconds time) {
  constexpr unix_seconds year_2200 = 7'258'118'400;
  const std::chrono::seconds since_1970(
      std::clamp<unix_seconds>(time, 0, year_2200));
  return std::chrono::system_clock::time_point(since_1970);
}

}  // namespace parley
