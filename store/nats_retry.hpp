// SPDX-License-Identifier: Apache-2.0
// How long to wait before NATS is tried again: longer each time, up to a bound,
// and not all nodes at the same moment. Pure.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace parley {

/// The first pause at most.
inline constexpr std::chrono::milliseconds nats_retry_first{100};
/// The longest while servers cannot be reached, and while they refuse us.
inline constexpr std::chrono::milliseconds nats_reconnect_longest{2'000};
inline constexpr std::chrono::milliseconds nats_refused_longest{10'000};

/// `attempts`: how many have failed, from 1. `entropy`: any number; the pause
/// is between a half and the whole of its bound.
constexpr std::chrono::milliseconds nats_retry_pause(
    std::uint64_t attempts, std::uint64_t entropy,
    std::chrono::milliseconds longest) {
  constexpr std::uint64_t most_doublings = 10;
  const auto doublings =
      std::min(attempts > 0 ? attempts - 1 : 0, most_doublings);
  const auto bound = std::min(longest, nats_retry_first * (1l << doublings));
  const auto half = static_cast<std::uint64_t>(bound.count()) / 2;
  return std::chrono::milliseconds(half + entropy % (half + 1));
}

}  // namespace parley
