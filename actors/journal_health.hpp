// SPDX-License-Identifier: Apache-2.0
// Whether the journal works, for other threads.
#pragma once

#include <atomic>
#include <chrono>

namespace parley {

/// A journal that has failed counts as failing for so long, unless it works
/// before: a node that is sent no clients because of it would not try again.
inline constexpr std::chrono::seconds journal_failing_time{5};

/// Written by the journal's thread, read by any.
class journal_health {
 public:
  using clock = std::chrono::steady_clock;

  void fails(clock::time_point now) {
    until_ = (now + journal_failing_time).time_since_epoch().count();
  }
  void works() { until_ = 0; }
  bool is_failing(clock::time_point now) const {
    return now.time_since_epoch().count() < until_;
  }

 private:
  std::atomic<clock::rep> until_ = 0;
};

}  // namespace parley
