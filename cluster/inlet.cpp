// SPDX-License-Identifier: Apache-2.0
#include "cluster/inlet.hpp"

#include "cluster/placement.hpp"
#include "protocol/limits.hpp"

#include <chrono>
#include <utility>

namespace parley::cluster {

namespace {

constexpr std::size_t held_packets = 65'536;
constexpr std::chrono::milliseconds look_again_interval{100};

}  // namespace

inlet::inlet(pinned& self, bus_door bus) : self_(self), bus_(std::move(bus)) {}

caf::behavior inlet::make_behavior() {
  return {
      [this](const packet_arrived& arrived) { on_packet(arrived); },
      [this](ask_owner& request) { on_ask_owner(request); },
      [this](const relay_up& notice) { on_relay_up(notice); },
      [this](const relay_down& notice) { on_relay_down(notice); },
      [this](const standing_changed& notice) { on_standing_changed(notice); },
      [this](const relay_turned& notice) { on_relay_turned(notice); },
      [this](const relay_state& answer) { on_relay_state(answer); },
      [this](const echo_again&) {
        if (coming_) send_echo();
      },
      [this](const look_again&) { on_look_again(); },
  };
}

node_name inlet::owner_of(const std::string& room) const {
  if (!standing_) return {};
  const auto* owner = cluster::owner_of(room, standing_->latest);
  return owner ? *owner : node_name();
}

// -- relays -------------------------------------------------------------------

void inlet::on_relay_up(const relay_up& notice) {
  const auto view = standing_ ? standing_->latest.number : 0;
  relays_[notice.room] = {notice.relay, owner_of(notice.room), view};
}

void inlet::on_relay_down(const relay_down& notice) {
  const auto at = relays_.find(notice.room);
  if (at == relays_.end() || at->second.relay != notice.relay) return;
  relays_.erase(at);
  if (turning_.erase(notice.room) > 0) settle_when_turned();
}

// Without a view there is no owner: relays send again when there is one.
void inlet::on_ask_owner(ask_owner& request) {
  const auto owner = owner_of(request.room);
  if (owner.empty()) return;
  auto packet = std::make_shared<peer::Packet>();
  auto& to_owner = *packet->mutable_to_owner();
  to_owner.set_room(std::move(request.room));
  to_owner.set_view(standing_->latest.number);
  to_owner.set_attachment(request.attachment);
  to_owner.set_sequence(request.sequence);
  to_owner.mutable_wishes()->Add(std::move(request.wish));
  send(owner, std::move(packet));
}

void inlet::send(const node_name& to, std::shared_ptr<peer::Packet> packet) {
  bus_.send(self_, to, std::move(packet));
}

// -- views --------------------------------------------------------------------

bool inlet::may_have_missed_views(const standing& next) const {
  const auto& last = coming_ ? coming_ : standing_;
  return !last || next.latest.number > last->latest.number + 1 ||
         !last->latest.has(next.self) ||
         next.rights.barrier() != last->rights.barrier();
}

// Relays have to receive all that the owners before have sent: the next owners
// continue from what relays have. The bus brings our echo after those packets.
// A node that missed views has nothing to contribute, and may still receive
// packets of owners that were evicted, so its relays turn at once.
void inlet::on_standing_changed(const standing_changed& notice) {
  const bool missed = may_have_missed_views(*notice.now);
  auto& last = coming_ ? coming_ : standing_;
  if (!missed && notice.now->latest.number == last->latest.number) {
    last = notice.now;
  } else if (missed || relays_.empty()) {
    turn_to(notice.now);
  } else {
    has_skipped_ = has_skipped_ || coming_;
    coming_ = notice.now;
    send_echo();
  }
}

void inlet::send_echo() {
  auto packet = std::make_shared<peer::Packet>();
  packet->mutable_echo()->set_view(coming_->latest.number);
  send(coming_->self, std::move(packet));
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), settled_again,
                     echo_again{});
}

// While our lease is over it has no effect; another one is sent every
// `settled_again`.
void inlet::on_echo(const peer::Packet& packet) {
  if (!coming_ || packet.echo().view() != coming_->latest.number) return;
  if (is_lease_over()) return;
  take_held();
  turn_to(coming_);
}

void inlet::turn_to(standing_ptr next) {
  const bool has_skipped = std::exchange(has_skipped_, false);
  const bool all = has_skipped || may_have_missed_views(*next);
  held_.clear();
  standing_ = std::move(next);
  coming_ = nullptr;
  const auto number = standing_->latest.number;
  for (auto& [room, each] : relays_) {
    auto owner = owner_of(room);
    if (all || owner != each.owner) {
      each.owner = std::move(owner);
      each.since = number;
      turning_.insert(room);
    }
    // A relay that is still switching may have dropped a reply: notify it
    // again.
    if (turning_.contains(room))
      self_.send(each.relay, owner_changed{each.since});
  }
  settle_when_turned();
}

void inlet::on_relay_turned(const relay_turned& notice) {
  const auto at = relays_.find(notice.room);
  if (at == relays_.end() || at->second.since != notice.number) return;
  if (turning_.erase(notice.room) > 0) settle_when_turned();
}

void inlet::settle_when_turned() {
  const auto number = standing_->latest.number;
  if (!turning_.empty() || number <= settled_number_) return;
  settled_number_ = number;
  self_.send(bus_.bus(), loop_settled{number});
}

// -- from owners --------------------------------------------------------------

void inlet::on_packet(const packet_arrived& arrived) {
  if (arrived.packet->has_from_owner())
    on_from_owner(arrived);
  else if (arrived.packet->has_yield())
    on_yield(*arrived.packet);
  else if (arrived.packet->has_echo())
    on_echo(*arrived.packet);
}

// While our lease is expired, owners' messages, our own first, may be stale. We
// keep them: if the lease is renewed and the node was not evicted they are
// true, since no other node owns a room before we have acknowledged the view.
void inlet::on_from_owner(const packet_arrived& arrived) {
  if (!standing_) return;
  if (is_lease_over()) return hold(arrived);
  take_held();
  take(arrived);
}

bool inlet::is_lease_over() const {
  return standing_->lease->is_over(lease_clock::clock::now());
}

// Over the bound: dropped. Relays attach again and get it from the owner.
void inlet::hold(const packet_arrived& arrived) {
  if (held_.empty()) look_again_soon();
  if (held_.size() < held_packets) held_.push_back(arrived);
}

void inlet::on_look_again() {
  if (held_.empty()) return;
  if (!is_lease_over()) return take_held();
  look_again_soon();
}

void inlet::look_again_soon() {
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), look_again_interval,
                     look_again{});
}

void inlet::take_held() {
  for (const auto& each : std::exchange(held_, {})) take(each);
}

void inlet::take(const packet_arrived& arrived) {
  const auto& from = arrived.packet->from_owner();
  const auto at = relays_.find(from.room());
  if (at == relays_.end()) {
    if (from.sequence() > 0) detach(arrived.packet->node(), from.room());
    return;
  }
  const auto& [relay, owner, since] = at->second;
  if (standing_->term() == 0) return;
  if (arrived.packet->node() != owner || from.term() < since) return;
  self_.send(relay, told{arrived.packet});
}

void inlet::detach(const node_name& owner, const std::string& room) {
  auto packet = std::make_shared<peer::Packet>();
  auto& to_owner = *packet->mutable_to_owner();
  to_owner.set_room(room);
  to_owner.set_view(standing_ ? standing_->latest.number : 0);
  to_owner.add_wishes()->mutable_detach();
  send(owner, std::move(packet));
}

void inlet::on_yield(const peer::Packet& packet) {
  const auto& room = packet.yield().room();
  const auto at = relays_.find(room);
  if (at == relays_.end())
    return on_relay_state({packet.node(), room, nullptr});
  self_.send(at->second.relay, ask_state{packet.node()});
}

void inlet::on_relay_state(const relay_state& answer) {
  auto packet = std::make_shared<peer::Packet>();
  auto& yielded = *packet->mutable_yielded();
  yielded.set_room(answer.room);
  if (answer.state) *yielded.mutable_state() = *answer.state;
  send(answer.for_node, std::move(packet));
}

}  // namespace parley::cluster
