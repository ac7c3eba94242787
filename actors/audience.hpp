// SPDX-License-Identifier: Apache-2.0
// A room's members on one loop, packed for the walk of a broadcast, and how far
// a walk through very many of them has come.
#pragma once

#include "actors/messages.hpp"
#include "protocol/turn.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace parley {

class audience final : public turn_task {
 public:
  struct seat {
    connection_id id;
    lane reads = lane::plain;
    /// Its client counts offsets.
    bool positioned = false;
    /// It has lost some, and gets nothing until it has come back.
    bool missed = false;
    /// Outlives the seat.
    frame_sink* to = nullptr;
  };

  /// `go_on` is called at the end of the turns in which a walk is to go on;
  /// both outlive the audience.
  audience(turn_queue& turn_ends, std::function<void()> go_on);
  ~audience();
  audience(const audience&) = delete;
  audience& operator=(const audience&) = delete;

  void admit(seat added);
  /// False when it was not in. A walk skips no other member because of it.
  bool remove(connection_id id);
  seat* find(connection_id id);

  bool empty() const { return seats_.empty(); }
  std::size_t size() const { return seats_.size(); }
  seat& operator[](std::size_t i) { return seats_[i]; }
  auto begin() { return seats_.begin(); }
  auto end() { return seats_.end(); }

  // -- a walk that takes several turns ----------------------------------------

  /// All before seat `at` have got it.
  void pause(const msg::deliver& order, std::size_t at);
  bool paused() const { return order_.has_value(); }
  const msg::deliver& order() const { return *order_; }
  std::size_t at() const { return at_; }
  void over() { order_.reset(); }

  /// The room's later output follows it, in order.
  void wait(std::function<void()> what) { waiting_.push_back(std::move(what)); }
  std::size_t waiting() const { return waiting_.size(); }
  std::function<void()> take_waiting();

  slow_policy slow = slow_policy::disconnect;

 private:
  void at_turn_end() override;
  void move(std::size_t from, std::size_t to);

  turn_queue& turn_ends_;
  std::function<void()> go_on_;
  std::vector<seat> seats_;
  std::unordered_map<connection_id, std::size_t> seat_of_;
  std::optional<msg::deliver> order_;
  std::size_t at_ = 0;
  std::deque<std::function<void()>> waiting_;
  bool asked_ = false;  // for the end of the turn
};

}  // namespace parley
