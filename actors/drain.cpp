// SPDX-License-Identifier: Apache-2.0
#include "actors/drain.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace parley {

drain::drain(pinned& self, const topology& actors,
             std::function<void()> drained)
    : self_(self), actors_(actors), drained_(std::move(drained)) {}

caf::behavior drain::make_behavior() {
  return {
      [this](const msg::start_drain& order) { on_start(order); },
      [this](const msg::done& answer) { on_done(answer); },
      [this](const msg::drain_deadline&) { on_deadline(); },
  };
}

void drain::on_start(const msg::start_drain& order) {
  if (step_ != drain_step::idle) return;
  part_within_ = order.part_within;
  enter(part_within_.count() > 0 ? drain_step::part : drain_step::hush);
}

// An answer to a step that a deadline has cut short counts no more.
void drain::on_done(const msg::done& answer) {
  if (answer.step != step_ || --unanswered_ > 0) return;
  switch (step_) {
    case drain_step::part:
      return enter(drain_step::hush);
    case drain_step::hush:
      return enter(drain_step::finish);
    case drain_step::finish:
      return enter(drain_step::close);
    case drain_step::close:
      return enter(drain_step::over);
    case drain_step::idle:
    case drain_step::over:
      return;
  }
}

void drain::enter(drain_step next) {
  step_ = next;
  const auto self = caf::actor_cast<caf::actor>(&self_);
  switch (next) {
    case drain_step::part:
      return order_all(
          actors_.link_couriers,
          msg::part_links{part_within_, close_code::going_away, self});
    case drain_step::hush:
      return order_all(actors_.link_couriers, msg::hush_links{self});
    case drain_step::finish:
      return order_all(actors_.directories, msg::finish{self});
    case drain_step::close:
      return order_all(actors_.link_couriers,
                       msg::close_links{close_code::going_away, self});
    case drain_step::over:
      return drained_();
    case drain_step::idle:
      return;
  }
}

// The links are closed and cut whatever the step, which ends every session.
void drain::on_deadline() {
  if (step_ == drain_step::over) return;
  spdlog::warn("drain.deadline step={}", static_cast<int>(step_));
  if (step_ != drain_step::close) enter(drain_step::close);
  for (const auto& courier : actors_.link_couriers)
    self_.send(courier, msg::cut_links{});
}

template <class Ref, class Order>
void drain::order_all(const std::vector<Ref>& receivers, const Order& order) {
  unanswered_ = receivers.size();
  for (const auto& receiver : receivers) self_.send(receiver, order);
}

}  // namespace parley
