// SPDX-License-Identifier: Apache-2.0
// What one node knows of the cluster and of its own rights, at one moment.
#pragma once

#include "cluster/tenure.hpp"
#include "cluster/view.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

namespace parley::cluster {

/// When this node's right to act ends, by its own clock. Written by one thread,
/// read by all.
class lease_clock {
 public:
  using clock = std::chrono::steady_clock;

  void grant_until(clock::time_point end) {
    end_.store(end.time_since_epoch().count(), std::memory_order_release);
  }
  bool is_over(clock::time_point now) const {
    return now.time_since_epoch().count() >=
           end_.load(std::memory_order_acquire);
  }

 private:
  std::atomic<clock::rep> end_ = 0;
};

/// Immutable; a new one comes with every change.
struct standing {
  node_name self;
  view latest;
  /// By which views `self` may act.
  tenure rights;
  std::shared_ptr<const lease_clock> lease;
  /// Of each node whose lease is known, in the view or not: the process that
  /// has it.
  std::map<node_name, std::uint64_t, std::less<>> processes{};

  /// Whether this node owns the room, if its lease has not ended.
  bool holds(std::string_view room) const { return rights.holds(room, self); }
  /// The newest view that it acts by; 0: none.
  view_number term() const { return rights.number(); }
  /// It may not act at all, and what it hears of rooms may be old.
  bool is_fenced() const {
    return term() == 0 || lease->is_over(lease_clock::clock::now());
  }
};

using standing_ptr = std::shared_ptr<const standing>;

}  // namespace parley::cluster
