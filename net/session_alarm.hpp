// The timer that wakes a session, for links whose wire's own timer has other
// things to watch. On the loop's thread.
#pragma once

#include "net/timer_wheel.hpp"
#include "protocol/link.hpp"

#include <memory>

namespace parley {

class session_alarm final : public timer_wheel::timer {
 public:
  /// Wakes whoever is there when the time comes; null for nobody. The pointer
  /// outlives the alarm.
  explicit session_alarm(const std::unique_ptr<link_events>& whom)
      : whom_(whom) {}

 private:
  void expired() override {
    if (whom_) whom_->on_wake();
  }

  const std::unique_ptr<link_events>& whom_;
};

}  // namespace parley
