// SPDX-License-Identifier: Apache-2.0
#include "bench/publisher.hpp"

#include <utility>

namespace parley::bench {

publisher::publisher(pinned& self, const topology& actors, plan wanted,
                     std::function<void(result)> done)
    : self_(self),
      actors_(actors),
      plan_(std::move(wanted)),
      done_(std::move(done)),
      sent_(plan_.rooms.size() * plan_.window) {}

caf::behavior publisher::make_behavior() {
  begin();
  return {[this](const msg::room_answer& answer) { on_answer(answer); }};
}

void publisher::begin() {
  began_ = clock::now();
  open_ = sent_.size();
  for (std::uint64_t tag = 0; tag < sent_.size(); ++tag) publish(tag);
}

void publisher::publish(std::uint64_t tag) {
  sent_[tag] = clock::now();
  const auto& room = plan_.rooms[tag / plan_.window];
  op::publish order;
  order.wish.said.data = '"' + std::string(plan_.size, 'x') + '"';
  actors_.directory_of(room).ask(
      self_, room, std::move(order),
      reply_to<op::publish>{{caf::actor_cast<caf::actor>(&self_), tag}});
}

void publisher::on_answer(const msg::room_answer& answer) {
  const auto now = clock::now();
  if (std::holds_alternative<published>(answer.outcome))
    result_.waits.push_back(now - sent_[answer.tag]);
  else
    ++result_.refused;
  if (now - began_ < plan_.time) return publish(answer.tag);
  if (--open_ > 0) return;
  result_.took = now - began_;
  done_(std::move(result_));
  self_.quit();
}

}  // namespace parley::bench
