// SPDX-License-Identifier: Apache-2.0
// Times of day as stores keep them: whole milliseconds since 1970, rounded
// down. Pure.
#pragma once

#include "store/record.hpp"

#include <chrono>
#include <cstdint>
#include <limits>

namespace parley {

inline std::int64_t to_ms(stored_time at) {
  return std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch())
      .count();
}

inline stored_time from_ms(std::int64_t ms) {
  return stored_time(std::chrono::milliseconds(ms));
}

/// A stored publication is older than `since` if its milliseconds are below
/// this.
inline std::int64_t since_ms(stored_time since) {
  return std::chrono::ceil<std::chrono::milliseconds>(since.time_since_epoch())
      .count();
}

/// When something of that time is over; bounds may be as good as endless.
inline std::int64_t end_ms(std::int64_t from, std::chrono::milliseconds ttl) {
  const auto most = std::numeric_limits<std::int64_t>::max();
  return from > 0 && ttl.count() > most - from ? most : from + ttl.count();
}

}  // namespace parley
