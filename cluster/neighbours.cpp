// SPDX-License-Identifier: Apache-2.0
#include "cluster/neighbours.hpp"

#include "protocol/limits.hpp"

#include <utility>
#include <variant>

namespace parley::cluster {

namespace {

void put(peer::ApiCall& to, const std::string& command) {
  to.set_command(command);
}

void put(peer::ApiCall& to, const moderation_call& order) {
  auto& out = *to.mutable_order();
  out.set_room(order.room);
  if (order.closed) out.set_closed(*order.closed);
  if (order.frozen) out.set_frozen(*order.frozen);
  out.set_mute(order.mute);
  out.set_unmute(order.unmute);
}

moderation_call order_in(const peer::Moderation& order) {
  moderation_call out{.room = order.room()};
  if (order.has_closed()) out.closed = order.closed();
  if (order.has_frozen()) out.frozen = order.frozen();
  out.mute = order.mute();
  out.unmute = order.unmute();
  return out;
}

}  // namespace

neighbours::neighbours(pinned& self, bus_door bus)
    : self_(self), bus_(std::move(bus)) {}

caf::behavior neighbours::make_behavior() {
  return {
      [this](const ask_neighbours& request) { on_ask_neighbours(request); },
      [this](const packet_arrived& arrived) { on_packet(arrived); },
      [this](const node_answered& answer) { on_node_answered(answer); },
      [this](const patience_over& over) { finish(over.tag); },
      [this](const use_desks& order) { on_use_desks(order); },
      [this](const standing_changed& notice) { standing_ = notice.now; },
  };
}

void neighbours::on_use_desks(const use_desks& order) {
  api_ = order.api;
  inspector_ = order.inspector;
}

// -- our own questions --------------------------------------------------------

void neighbours::on_ask_neighbours(const ask_neighbours& request) {
  const auto tag = ++asked_;
  auto& added = inquiries_[tag];
  added = {.who = request.who,
           .tag = request.tag,
           .found = {request.tag, {}},
           .open = {}};
  if (standing_) {
    for (const auto& node : standing_->latest.nodes) {
      if (node == standing_->self) continue;
      ++added.found.asked;
      added.open.insert(node);
      auto packet = std::make_shared<peer::Packet>();
      packet->mutable_api_call()->set_tag(tag);
      std::visit(
          [&](const auto& what) { put(*packet->mutable_api_call(), what); },
          request.what);
      send(node, std::move(packet));
    }
  }
  if (added.found.asked == 0) return finish(tag);
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), neighbour_patience,
                     patience_over{tag});
}

// Each node that was asked answers once.
void neighbours::on_answer(const peer::Packet& packet) {
  const auto& answer = packet.api_answer();
  const auto at = inquiries_.find(answer.tag());
  if (at == inquiries_.end() || at->second.open.erase(packet.node()) == 0)
    return;
  at->second.found.replies.push_back(answer.reply());
  if (at->second.open.empty()) finish(answer.tag());
}

void neighbours::finish(std::uint64_t tag) {
  auto node = inquiries_.extract(tag);
  if (node.empty()) return;
  self_.send(node.mapped().who, std::move(node.mapped().found));
}

// -- those of others ----------------------------------------------------------

void neighbours::on_packet(const packet_arrived& arrived) {
  const auto& packet = *arrived.packet;
  if (packet.has_api_answer())
    on_answer(packet);
  else if (packet.has_api_call() && api_)
    on_call(packet);
}

void neighbours::on_call(const peer::Packet& packet) {
  if (questions_.size() >= neighbour_questions) return;
  const auto tag = ++asked_;
  questions_.emplace(tag, question{packet.node(), packet.api_call().tag()});
  const auto& call = packet.api_call();
  ask_node asked{call.command(), caf::actor_cast<caf::actor>(&self_), tag};
  if (call.has_order()) asked.what = order_in(call.order());
  self_.send(call.has_order() ? inspector_ : api_, std::move(asked));
}

void neighbours::on_node_answered(const node_answered& answer) {
  const auto node = questions_.extract(answer.tag);
  if (node.empty()) return;
  auto packet = std::make_shared<peer::Packet>();
  packet->mutable_api_answer()->set_tag(node.mapped().tag);
  packet->mutable_api_answer()->set_reply(answer.reply);
  send(node.mapped().node, std::move(packet));
}

// One that is dropped is a node that did not answer.
void neighbours::send(const node_name& to,
                      std::shared_ptr<peer::Packet> packet) {
  bus_.send(self_, to, std::move(packet));
}

}  // namespace parley::cluster
