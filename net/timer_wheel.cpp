// SPDX-License-Identifier: Apache-2.0
#include "net/timer_wheel.hpp"

#include <algorithm>

namespace parley {

timer_wheel::timer::~timer() {
  if (wheel_) wheel_->cancel(*this);
}

void timer_wheel::schedule(timer& t, clock::time_point now,
                           clock::duration delay) {
  cancel(t);
  // Nothing was set, so nothing can be late: skip the idle time.
  if (empty()) now_ = std::max(now_, ticks(now));
  // Rounded up, and one more for the part of the current tick that is over.
  t.due_ = std::max(ticks(now + delay), now_) + 1;
  t.wheel_ = this;
  slots_[t.due_ % slot_count].push_back(t);
  ++armed_;
}

void timer_wheel::cancel(timer& t) {
  if (!t.wheel_) return;
  auto& list = slots_[t.due_ % slot_count];
  list.erase(slot::s_iterator_to(t));
  t.wheel_ = nullptr;
  --armed_;
}

void timer_wheel::advance(clock::time_point now) {
  const auto target = ticks(now);
  while (now_ < target && !empty()) fire_slot(++now_);
  now_ = std::max(now_, target);
}

void timer_wheel::fire_slot(std::uint64_t at) {
  auto& list = slots_[at % slot_count];
  // Moved aside: a timer set again for this slot belongs to the next round.
  slot waiting;
  waiting.swap(list);
  while (!waiting.empty()) {
    auto& t = waiting.front();
    if (t.due_ > at) {
      list.splice(list.end(), waiting, waiting.begin());
      continue;
    }
    waiting.pop_front();
    t.wheel_ = nullptr;
    --armed_;
    t.expired();
  }
}

std::uint64_t timer_wheel::ticks(clock::time_point at) const {
  return static_cast<std::uint64_t>((at - start_) / tick);
}

}  // namespace parley
