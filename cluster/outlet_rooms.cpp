// SPDX-License-Identifier: Apache-2.0
// Rooms that come to this node, and rooms that leave it.
#include "cluster/outlet.hpp"
#include "cluster/placement.hpp"
#include "cluster/state_codec.hpp"
#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace parley::cluster {

// -- a new view ---------------------------------------------------------------

void outlet::on_standing_changed(const standing_changed& notice) {
  ownership_.on_standing(notice.now);
  relays_.forget_lost([this](const node_name& node) {
    return ownership_.now()->latest.has(node);
  });
  on_departures();
  list_rooms_to_close();
  note_held();
  serve_held();
}

void outlet::note_held() {
  held_.for_each_attach(
      [this](const packet_arrived& each) { note(*each.packet); });
}

void outlet::list_rooms_to_close() {
  self_.send(owners_.directories[self_.where().index()],
             list_rooms{{caf::actor_cast<caf::actor>(&self_),
                         ownership_.now()->latest.number}});
}

void outlet::on_leave_cluster(const leave_cluster& order) {
  left_ = order.done;
  tell_if_left();
}

void outlet::tell_if_left() {
  if (left_ && ownership_.has_left()) std::exchange(left_, nullptr)();
}

// Work for more than one turn of the loop goes on in the next one.
void outlet::go_on_soon() {
  if (std::exchange(goes_on_soon_, true)) return;
  self_.send(caf::actor_cast<caf::actor>(&self_), depart{});
}

void outlet::on_depart() {
  goes_on_soon_ = false;
  on_departures();
  if (may_begin_rooms()) pass_on_positions();
}

void outlet::on_departures() {
  for (const auto& [room, from, member] :
       relays_.take_departures(departure_slice))
    if (member)
      ask(room, op::part{from, {id_of(from, *member)}, false});
    else
      ask(room, op::part{from, {}, true});
  if (relays_.has_departures()) go_on_soon();
}

// -- rooms that go ------------------------------------------------------------

void outlet::on_room_list(const room_list& list) {
  if (list.tag != ownership_.now()->latest.number) return;
  for (const auto& room : ownership_.on_room_list(list.names))
    self_.send(owners_.directories[self_.where().index()],
               hand_over{room, caf::actor_cast<caf::actor>(&self_)});
  ++walk_;
  give_positions_from(0);
}

void outlet::on_handed_over(handed_over& answer) {
  const auto term = ownership_.on_handed_over(answer.room);
  relays_.erase(answer.room);
  const auto* next = cluster::owner_of(answer.room, ownership_.now()->latest);
  if (next && answer.state) {
    auto packet = std::make_shared<peer::Packet>();
    auto& legacy = *packet->mutable_legacy();
    legacy.set_room(answer.room);
    // Its relays have events by this term or an earlier one.
    legacy.set_term(term);
    put(*legacy.mutable_state(), *answer.state);
    send(*next, std::move(packet));
  }
  acknowledge_when_closed();
  serve_held();
}

void outlet::acknowledge_when_closed() {
  if (ownership_.has_rooms_to_close()) return;
  tell_if_left();
  if (const auto number = ownership_.acknowledge())
    self_.send(bus_.bus(), loop_settled{*number});
}

// -- rooms that come ----------------------------------------------------------

void outlet::on_legacy(const peer::Packet& packet) {
  inherit(packet.node(), packet.legacy());
  serve_held();
}

void outlet::inherit(const node_name& from, const peer::Legacy& legacy) {
  if (relays_.has(legacy.room())) return;
  auto& sources = transfer_.sources();
  if (sources.size() >= outlet_legacies && !sources.has(legacy.room())) {
    if (const auto count = legacies_lost_.count(self_.clock().now()))
      spdlog::warn("outlet.legacy_refused node={} count={}", log_text(from),
                   count);
    return;
  }
  auto state = state_of(legacy.state());
  const auto end = state.end;
  sources.add(legacy.room(), {.node = from,
                              .term = legacy.term(),
                              .end = end,
                              .state = std::move(state)});
}

void outlet::on_load_room(const load_room& request) {
  loading_[request.room] = request.answer_to;
  carry_out(transfer_.on_load(request.room));
}

void outlet::on_yielded(const peer::Packet& packet) {
  const auto& answer = packet.yielded();
  std::optional<stored_room> state;
  if (answer.has_state()) state = state_of(answer.state());
  if (auto step =
          transfer_.on_state(answer.room(), packet.node(), std::move(state)))
    carry_out(std::move(*step));
}

void outlet::carry_out(own::transfer_step step) {
  if (const auto* ask = std::get_if<own::ask_state_of>(&step)) {
    auto packet = std::make_shared<peer::Packet>();
    packet->mutable_yield()->set_room(ask->room);
    return send(ask->node, std::move(packet));
  }
  auto& begin = std::get<own::begin_with>(step);
  const auto room = loading_.extract(begin.room);
  self_.send(room.mapped(), loaded{false, std::move(begin.state)});
}

void outlet::ask_silent_sources_again() {
  for (const auto& [room, node] : transfer_.take_silent()) {
    if (const auto count = sources_silent_.count(self_.clock().now()))
      spdlog::warn("outlet.heir_silent room={} node={} count={}",
                   log_text(room), log_text(node), count);
    carry_out(transfer_.retry(room, ownership_.now()->latest.has(node)));
  }
}

}  // namespace parley::cluster
