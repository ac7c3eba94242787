// SPDX-License-Identifier: Apache-2.0
// The timer that wakes a session, for links whose wire's own timer has other
// things to watch. On the loop's thread.
#pragma once

#include "net/timer_wheel.hpp"
#include "protocol/link.hpp"

#include <memory>

namespace parley {

class session_alarm final : public timer_wheel::timer {
 public:
  /// Wakes the session of `whom` at the given time, if there is one. The
  /// pointer outlives the alarm.
  explicit session_alarm(const std::unique_ptr<link_events>& whom)
      : whom_(whom) {}

 private:
  void expired() override {
    if (whom_) whom_->on_wake();
  }

  const std::unique_ptr<link_events>& whom_;
};

}  // namespace parley
