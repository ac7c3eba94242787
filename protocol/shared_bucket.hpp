// SPDX-License-Identifier: Apache-2.0
// A rate limit like token_bucket's that several threads may take from.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace parley {

/// The generic cell rate algorithm (ITU-T I.371): one number is the time at
/// which all taken tokens are paid for, so one atomic is enough. The caller
/// supplies the time.
class shared_bucket {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// `rate` in tokens per second, 0 for no limit; starts with `burst` tokens.
  shared_bucket(double rate, double burst)
      : cost_(rate > 0 ? static_cast<std::int64_t>(1e9 / rate) : 0),
        credit_(rate > 0 ? static_cast<std::int64_t>((burst - 1) * 1e9 / rate)
                         : 0) {}

  /// Any thread. Takes one token; false when there is none, and then none is
  /// taken.
  [[nodiscard]] bool take(time_point now) {
    if (cost_ == 0) return true;
    const auto time = nanoseconds_of(now);
    auto paid = paid_until_.load(std::memory_order_relaxed);
    for (;;) {
      const auto begin = std::max(paid, time);
      if (begin - time > credit_) return false;
      if (paid_until_.compare_exchange_weak(paid, begin + cost_,
                                            std::memory_order_relaxed))
        return true;
    }
  }

  /// Any thread. Whether it is indistinguishable from a new one.
  bool is_full(time_point now) const {
    return paid_until_.load(std::memory_order_relaxed) <= nanoseconds_of(now);
  }

 private:
  static std::int64_t nanoseconds_of(time_point time) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               time.time_since_epoch())
        .count();
  }

  std::int64_t cost_;    // nanoseconds that one token takes to come back
  std::int64_t credit_;  // how far ahead of the time may be taken
  std::atomic<std::int64_t> paid_until_ = INT64_MIN;
};

}  // namespace parley
