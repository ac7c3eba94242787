// SPDX-License-Identifier: Apache-2.0
#include "cluster/outlet.hpp"

#include "cluster/placement.hpp"
#include "cluster/state_codec.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace parley::cluster {

outlet::outlet(pinned& self, const room_topology& owners, bus_door bus)
    : self_(self), owners_(owners), bus_(std::move(bus)) {}

caf::behavior outlet::make_behavior() {
  self_.delayed_send(caf::actor_cast<caf::actor>(&self_), outlet_beat, beat{});
  return {
      [this](const deliver& order) { receive(order); },
      [this](const packet_arrived& arrived) { on_packet(arrived); },
      [this](room_answer& answer) { on_answer(answer); },
      [](const admit&) {},  // the answer says it
      [](const expel&) {},  // its relay knows
      [this](const dismiss& order) { on_dismiss(order); },
      [this](const turn_out& order) { on_turn_out(order); },
      [this](const evict& order) { on_evict(order); },
      [this](const load_room& request) { on_load_room(request); },
      [this](const room_list& list) { on_room_list(list); },
      [this](handed_over& answer) { on_handed_over(answer); },
      [this](const not_woken& answer) {
        transfer_.sources().forget(answer.room);
      },
      [this](positions_given& answer) { on_positions_given(answer); },
      [this](const standing_changed& notice) { on_standing_changed(notice); },
      [this](const leave_cluster& order) { on_leave_cluster(order); },
      [this](const depart&) { on_depart(); },
      [this](const beat&) { on_beat(); },
  };
}

template <class Op>
void outlet::ask(const std::string& room, Op request, reply_to<Op> answer_to) {
  pass_on_position(room);
  owners_.directories[self_.where().index()].ask(
      self_, room, std::move(request), std::move(answer_to));
}

template <class Op>
reply_to<Op> outlet::expect(slot from, const std::string& room,
                            std::uint64_t tag) {
  const auto own = ++asked_;
  awaited_.emplace(own, waiting{from, room, tag});
  return {{caf::actor_cast<caf::actor>(&self_), own}};
}

void outlet::on_packet(const packet_arrived& arrived) {
  const auto& packet = *arrived.packet;
  if (packet.has_to_owner()) return on_to_owner(arrived);
  if (packet.has_yielded()) return on_yielded(packet);
  if (packet.has_legacy()) return on_legacy(packet);
  if (packet.has_legacies()) return on_legacies(packet);
  if (packet.has_settled()) {
    ownership_.on_acknowledged(packet.node(), packet.settled().view());
    serve_held();
  }
}

// -- requests of relays -------------------------------------------------------

void outlet::serve(const peer::Packet& packet) {
  const bool had_departures = relays_.has_departures();
  const auto from = relays_.slot_of(packet.node(), packet.process());
  if (!had_departures && relays_.has_departures()) on_departures();
  if (!from) return;
  const auto& to_owner = packet.to_owner();
  if (!is_in_order(*from, to_owner)) return;
  for (const auto& wish : to_owner.wishes())
    serve(*from, to_owner.room(), wish);
}

// A member's publications stay in order: after a lost packet, or when the relay
// is not attached any more, the relay has to send all requests again.
bool outlet::is_in_order(slot from, const peer::ToOwner& asked) {
  if (asked.attachment() == 0) return true;
  auto* relay = relays_.find(asked.room(), from);
  if (!relay) return false;
  const auto what = relay->link.receive({asked.attachment(), asked.sequence()});
  if (what == link::verdict::gap) {
    peer::Event anew;
    anew.mutable_restarted();
    tell(from, asked.room(), anew);
  }
  return what == link::verdict::take;
}

void outlet::serve(slot from, const std::string& room, const peer::Wish& wish) {
  switch (wish.what_case()) {
    case peer::Wish::kAttach:
      return attach(from, room, wish);
    case peer::Wish::kJoin:
      return join(from, room, wish);
    case peer::Wish::kLeave:
      return leave(from, room, wish);
    case peer::Wish::kPublish:
      return publish(from, room, wish);
    case peer::Wish::kPresence:
      return ask(room, op::presence{},
                 expect<op::presence>(from, room, wish.tag()));
    case peer::Wish::kHeadCount:
      return ask(room, op::count{}, expect<op::count>(from, room, wish.tag()));
    case peer::Wish::kHistory:
      return ask(room, question_of(wish.history()),
                 expect<op::history>(from, room, wish.tag()));
    case peer::Wish::kClear:
      return ask(room, op::clear{}, expect<op::clear>(from, room, wish.tag()));
    case peer::Wish::kDetach:
      return detach(from, room);
    case peer::Wish::kRenew:
      return renew(from, room, wish.renew());
    case peer::Wish::WHAT_NOT_SET:
      return;
  }
}

// Tells the room which members the relay no longer has.
void outlet::attach(slot from, const std::string& room,
                    const peer::Wish& wish) {
  auto& relay = relays_.add(room, from);
  const auto former = relay.link.attachment();
  if (!relay.link.attach(wish.tag())) return;
  const auto& asked = wish.attach();
  op::attach request;
  request.relay = from;
  std::set<std::uint32_t> numbers;
  for (const auto& each : asked.members()) {
    numbers.insert(each.number());
    request.members.push_back({id_of(from, each.number()), wish_of(each)});
  }
  op::part gone{.relay = from, .members = {}};
  for (const auto number : relay.numbers)
    if (!numbers.contains(number)) gone.members.push_back(id_of(from, number));
  if (!gone.members.empty()) ask(room, std::move(gone));
  spdlog::debug("outlet.attach room={} node={} attachment={} instead={}",
                log_text(room), log_text(relays_.node_of(from)), wish.tag(),
                former);
  relay.numbers = std::move(numbers);
  if (asked.has_since()) {
    request.since = peer::position_of(asked.since());
    if (!relays_.is_running(room))
      transfer_.sources().add(room, {.node = relays_.node_of(from),
                                     .term = asked.term(),
                                     .end = *request.since,
                                     .state = {}});
  }
  ask(room, std::move(request), expect<op::attach>(from, room, wish.tag()));
}

// A relay that is not attached has lost that, and sends all requests again.
void outlet::join(slot from, const std::string& room, const peer::Wish& wish) {
  auto* relay = relays_.find(room, from);
  if (!relay) return;
  const auto& asked = wish.join();
  const auto number = asked.member().number();
  relay->numbers.insert(number);
  op::join request{.id = id_of(from, number), .wish = wish_of(asked.member())};
  if (asked.has_recover())
    request.wish.recover = peer::position_of(asked.recover());
  request.wish.must_recover = asked.must_recover();
  ask(room, std::move(request), expect<op::join>(from, room, wish.tag()));
}

void outlet::leave(slot from, const std::string& room, const peer::Wish& wish) {
  if (relays_.has(room)) {
    if (auto* relay = relays_.find(room, from))
      relay->numbers.erase(wish.leave());
    ask(room, op::part{from, {id_of(from, wish.leave())}, false});
  }
  peer::Event done;
  done.mutable_answer()->set_tag(wish.tag());
  done.mutable_answer()->mutable_published();
  tell(from, room, done);
}

void outlet::renew(slot from, const std::string& room,
                   const peer::Member& member) {
  if (!relays_.find(room, from)) return;
  auto wish = wish_of(member);
  if (wish.info) ask(room, op::renew{id_of(from, member.number()), wish.info});
}

void outlet::publish(slot from, const std::string& room,
                     const peer::Wish& wish) {
  auto request = publish_of(wish.publish());
  if (wish.publish().sender() != 0)
    request.wish.sender = id_of(from, wish.publish().sender());
  if (relays_.find(room, from)) request.relay = from;
  ask(room, std::move(request), expect<op::publish>(from, room, wish.tag()));
}

void outlet::detach(slot from, const std::string& room) {
  const auto* relay = relays_.find(room, from);
  if (!relay) return;
  op::part all{.relay = from, .members = {}, .detach = true};
  for (const auto number : relay->numbers)
    all.members.push_back(id_of(from, number));
  ask(room, std::move(all));
  relays_.erase(room, from);
}

connection_id outlet::id_of(slot from, std::uint32_t number) {
  return connection_id::make(0, std::uint64_t{from} << 32 | number);
}

}  // namespace parley::cluster
