// SPDX-License-Identifier: Apache-2.0
// The clean stop of a node, as one actor's sequence of steps:
//
//   part     in a cluster: links are closed, a few at a time
//   hush     every session hands on what it holds and accepts no more
//   finish   every room publishes and saves what it has accepted
//   close    every link is closed after what was pushed to it
//
// Each step is a barrier: the messages of the step before are in the next
// mailbox when its answer comes. So nothing accepted before is lost to a client
// that is still reading.
#pragma once

#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/topology.hpp"

#include <caf/behavior.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

namespace parley {

class drain {
 public:
  static constexpr const char* name = "drain";

  /// `drained` is called once, on the actor's thread, when no link is left.
  drain(pinned& self, const topology& actors, std::function<void()> drained);

  caf::behavior make_behavior();

 private:
  void on_start(const msg::start_drain& order);
  void on_done(const msg::done& answer);
  void on_deadline();
  void enter(drain_step next);

  /// Sends the same order to all; `on_done` moves on when all have answered.
  template <class Ref, class Order>
  void order_all(const std::vector<Ref>& receivers, const Order& order);

  pinned& self_;
  const topology& actors_;
  std::function<void()> drained_;
  drain_step step_ = drain_step::idle;
  std::chrono::milliseconds part_within_{0};
  std::size_t unanswered_ = 0;
};

}  // namespace parley
