#include "actors/drain.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace parley {

drain::drain(pinned& self, const topology& actors,
             std::function<void()> drained)
    : self_(self), actors_(actors), drained_(std::move(drained)) {}

caf::behavior drain::make_behavior() {
  return {
      [this](const start_drain& order) { on_start(order); },
      [this](const done& answer) { on_done(answer); },
      [this](const drain_deadline&) { on_deadline(); },
  };
}

void drain::on_start(const start_drain& order) {
  if (step_ != drain_step::idle) return;
  part_within_ = order.part_within;
  enter(part_within_.count() > 0 ? drain_step::part : drain_step::hush);
}

// An answer to a step that a deadline has cut short counts no more.
void drain::on_done(const done& answer) {
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
      return order_all(actors_.couriers,
                       part_links{part_within_, close_code::going_away, self});
    case drain_step::hush:
      return order_all(actors_.couriers, hush{self});
    case drain_step::finish:
      return order_all(actors_.directories, finish{self});
    case drain_step::close:
      return order_all(actors_.couriers,
                       close_links{close_code::going_away, self});
    case drain_step::over:
      return drained_();
    case drain_step::idle:
      return;
  }
}

// Whatever step did not end in time, the links are closed and cut, which ends
// every session.
void drain::on_deadline() {
  if (step_ == drain_step::over) return;
  spdlog::warn("drain.deadline step={}", static_cast<int>(step_));
  if (step_ != drain_step::close) enter(drain_step::close);
  for (const auto& courier : actors_.couriers) self_.send(courier, cut_links{});
}

template <class Ref, class Order>
void drain::order_all(const std::vector<Ref>& receivers, const Order& order) {
  unanswered_ = receivers.size();
  for (const auto& receiver : receivers) self_.send(receiver, order);
}

}  // namespace parley
