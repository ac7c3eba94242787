// SPDX-License-Identifier: Apache-2.0
// A rate limit: so many per second on average, so many at once.
#pragma once

#include <chrono>

namespace parley {

/// Pure: the caller brings the time.
class token_bucket {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// Starts full. `rate` in tokens per second, 0 for no limit.
  token_bucket(double rate, double burst, time_point now);

  /// Takes one token; false when there is none, and then none is taken.
  [[nodiscard]] bool take(time_point now);

  /// Takes `tokens` even if there are too few, for a cost that is known only
  /// afterwards. The deficit, at most one burst, must be refilled before
  /// `has_any` is true again.
  void spend(double tokens, time_point now);
  [[nodiscard]] bool has_any(time_point now);

 private:
  void refill(time_point now);

  double rate_;
  double burst_;
  double tokens_;
  time_point refilled_;
};

}  // namespace parley
