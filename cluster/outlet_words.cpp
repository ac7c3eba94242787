// SPDX-License-Identifier: Apache-2.0
// Events and answers of rooms, on their way to the nodes with members.
#include "cluster/outlet.hpp"
#include "cluster/state_codec.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace parley::cluster {

namespace {

std::uint32_t slot_in(connection_id id) {
  return static_cast<std::uint32_t>(id.value >> 32);
}
std::uint32_t number_in(connection_id id) {
  return static_cast<std::uint32_t>(id.value);
}

std::string encoded(const peer::Event& event) {
  peer::Events one;
  *one.add_events() = event;
  return one.SerializeAsString();
}

}  // namespace

// -- a broadcast --------------------------------------------------------------

void outlet::receive(const deliver& order) {
  const auto& bytes = order.said[index(lane::peer)];
  const auto* room = relays_.name_of(order.room);
  if (!bytes || !room) return;
  // Our own node last: NATS has taken the packets for all others before this
  // node shows the publication or acknowledges it, in case it is cut off then.
  own::relay_record* own = nullptr;
  slot self = 0;
  for (auto& [to, relay] : relays_.relays_of(*room)) {
    if (!relay.link.has_begun()) continue;
    if (relays_.node_of(to) == ownership_.now()->self) {
      own = &relay;
      self = to;
    } else {
      tell(to, *room, relay, *bytes, order.except.get());
    }
  }
  if (own) tell(self, *room, *own, *bytes, order.except.get());
}

std::shared_ptr<peer::Packet> outlet::packet_for(const std::string& room,
                                                 link::stamp at) const {
  auto packet = std::make_shared<peer::Packet>();
  auto& out = *packet->mutable_from_owner();
  out.set_room(room);
  out.set_term(ownership_.now()->term());
  out.set_sequence(at.sequence);
  out.set_attachment(at.attachment);
  return packet;
}

void outlet::tell(slot to, const std::string& room, own::relay_record& relay,
                  std::string events,
                  const std::vector<connection_id>* except) {
  auto packet = packet_for(room, relay.link.next());
  auto& out = *packet->mutable_from_owner();
  if (except)
    for (const auto id : *except)
      if (slot_in(id) == to) out.add_except(number_in(id));
  out.set_events(std::move(events));
  send(relays_.node_of(to), std::move(packet));
}

// A relay without members is not attached, and gets answers only.
void outlet::tell(slot to, const std::string& room, const peer::Event& event) {
  auto* relay = relays_.find(room, to);
  if (relay && relay->link.has_begun())
    return tell(to, room, *relay, encoded(event), nullptr);
  tell_apart(relays_.node_of(to), room, event);
}

// Outside the stream.
void outlet::tell_apart(const node_name& to, const std::string& room,
                        const peer::Event& event) {
  auto packet = packet_for(room, {});
  packet->mutable_from_owner()->set_events(encoded(event));
  send(to, std::move(packet));
}

void outlet::tell_all(room_id room, const peer::Event& event) {
  const auto* known = relays_.name_of(room);
  if (!known) return;
  for (auto& [to, relay] : relays_.relays_of(*known))
    if (relay.link.has_begun())
      tell(to, *known, relay, encoded(event), nullptr);
}

void outlet::send(const node_name& to, std::shared_ptr<peer::Packet> packet) {
  bus_.send(self_, to, std::move(packet));
}

// A relay notices a lost packet by the one after it. The beat is that one when
// the room publishes nothing more.
void outlet::on_beat() {
  relays_.for_each([this](const auto& room, slot to, auto& relay) {
    if (const auto at = relay.link.beat())
      send(relays_.node_of(to), packet_for(room, *at));
  });
  ask_silent_sources_again();
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), outlet_beat, beat{});
}

// -- answers ------------------------------------------------------------------

void outlet::on_answer(room_answer& answer) {
  const auto node = awaited_.extract(answer.tag);
  if (node.empty()) return;
  const auto& [to, room, tag] = node.mapped();
  if (const auto* in = std::get_if<attached>(&answer.outcome))
    on_attached(to, room, tag, *in);
  peer::Event event;
  event.mutable_answer()->set_tag(tag);
  put(*event.mutable_answer(), answer.outcome);
  tell(to, room, event);
}

// From here on the relay gets what the room publishes.
void outlet::on_attached(slot to, const std::string& room, std::uint64_t tag,
                         const attached& in) {
  if (!relays_.has(room)) return;
  relays_.on_attached(room, in.id);
  transfer_.sources().forget(room);
  if (auto* relay = relays_.find(room, to)) relay->link.begin(tag);
  spdlog::debug("outlet.attached room={} node={} attachment={}", log_text(room),
                log_text(relays_.node_of(to)), tag);
}

// -- orders of rooms ----------------------------------------------------------

void outlet::on_dismiss(const dismiss& order) {
  const auto* room = relays_.name_of(order.room);
  if (!room) return;
  const auto to = slot_in(order.id);
  const auto* relay = relays_.find(*room, to);
  if (!relay || !relay->numbers.contains(number_in(order.id))) return;
  peer::Event event;
  event.mutable_dismissed()->set_number(number_in(order.id));
  event.mutable_dismissed()->set_code(static_cast<std::uint32_t>(order.code));
  tell(to, *room, event);
}

void outlet::on_turn_out(const turn_out& order) {
  peer::Event event;
  event.mutable_turned_out();
  tell_all(order.room, event);
}

// The room's actor has died. Its relays attach to the next one.
void outlet::on_evict(const evict& order) {
  peer::Event event;
  event.mutable_restarted();
  tell_all(order.room, event);
  if (const auto* room = relays_.name_of(order.room))
    relays_.erase(std::string(*room));
}

}  // namespace parley::cluster
