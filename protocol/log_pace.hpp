// SPDX-License-Identifier: Apache-2.0
// Limits a log line that peers or clients can cause to one per interval, with
// the number of suppressed ones. Not for several threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <utility>

namespace parley {

class log_pace {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  log_pace() = default;
  explicit log_pace(std::chrono::milliseconds interval) : interval_(interval) {}

  /// Counts one event. How many there were since the last line, when there may
  /// be a line about them now; else 0.
  std::uint64_t count(time_point now) {
    ++events_;
    if (written_ && now - at_ < interval_) return 0;
    written_ = true;
    at_ = now;
    return std::exchange(events_, 0);
  }

 private:
  std::chrono::milliseconds interval_{1'000};
  time_point at_{};
  bool written_ = false;
  std::uint64_t events_ = 0;
};

}  // namespace parley
