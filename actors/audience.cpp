// SPDX-License-Identifier: Apache-2.0
#include "actors/audience.hpp"

#include <utility>

namespace parley {

audience::audience(turn_queue& turn_ends, std::function<void()> go_on)
    : turn_ends_(turn_ends), go_on_(std::move(go_on)) {}

audience::~audience() {
  if (asked_) turn_ends_.withdraw(*this);
}

void audience::admit(seat added) {
  seat_of_.emplace(added.id, seats_.size());
  seats_.push_back(added);
}

audience::seat* audience::find(connection_id id) {
  const auto at = seat_of_.find(id);
  return at == seat_of_.end() ? nullptr : &seats_[at->second];
}

// Swap-remove: the last seat fills the gap, because receiver order does not
// matter; but seats that a walk has passed stay before it, and the others after
// it.
bool audience::remove(connection_id id) {
  const auto gone = seat_of_.find(id);
  if (gone == seat_of_.end()) return false;
  auto gap = gone->second;
  seat_of_.erase(gone);
  if (paused() && gap < at_) {
    move(--at_, gap);
    gap = at_;
  }
  move(seats_.size() - 1, gap);
  seats_.pop_back();
  return true;
}

void audience::move(std::size_t from, std::size_t to) {
  if (from == to) return;
  seats_[to] = seats_[from];
  seat_of_[seats_[to].id] = to;
}

void audience::pause(const msg::deliver& order, std::size_t at) {
  if (!order_) order_ = order;
  at_ = at;
  if (std::exchange(asked_, true)) return;
  turn_ends_.add(*this);
}

void audience::at_turn_end() {
  asked_ = false;
  // It may be the end of this audience.
  const auto go_on = go_on_;
  go_on();
}

std::function<void()> audience::take_waiting() {
  auto next = std::move(waiting_.front());
  waiting_.pop_front();
  return next;
}

}  // namespace parley
