// SPDX-License-Identifier: Apache-2.0
// Events and answers of the room's owner, for the members of this node.
#include "actors/room_state.hpp"
#include "cluster/packet_check.hpp"
#include "cluster/relay.hpp"
#include "cluster/state_codec.hpp"
#include "protocol/log_pace.hpp"
#include "protocol/log_text.hpp"
#include "room/peer_events.hpp"

#include <spdlog/spdlog.h>

#include <memory>
#include <utility>

namespace parley::cluster {

void relay::restart() {
  carry_out(follower_.on_restart(self_.clock().now()));
}

void relay::on_told(const told& message) {
  const auto& from = message.packet->from_owner();
  const auto wanted = follower_.next_event();
  const auto attachment = follower_.attachment();
  auto received = follower_.on_packet({from.attachment(), from.sequence()},
                                      from.events().empty(), from.term(),
                                      self_.clock().now());
  if (received.what == link::verdict::gap) {
    ++self_.where().traffic().relay_gaps;
    spdlog::debug("relay.gap room={} attachment={} wanted={} came={}",
                  log_text(room_.name()), attachment, wanted, from.sequence());
    carry_out(std::move(received.then));
  }
  if (received.what != link::verdict::take) return;
  peer::Events all;
  if (!all.ParseFromString(from.events())) return;
  const auto except = ids_of(from);
  for (const auto& each : all.events())
    if (is_well_formed(each)) take(each, except);
  voice_.send_out_soon();
  rest_if_empty();
}

room_voice::connection_list relay::ids_of(const peer::FromOwner& from) const {
  if (from.except().empty()) return nullptr;
  std::vector<connection_id> ids;
  for (const auto number : from.except())
    if (const auto at = members_.find(number); at != members_.end())
      ids.push_back(at->second.id);
  return std::make_shared<const std::vector<connection_id>>(std::move(ids));
}

void relay::take(const peer::Event& event,
                 const room_voice::connection_list& except) {
  switch (event.what_case()) {
    case peer::Event::kSaid:
      return take(event.said(), except);
    case peer::Event::kJoined:
      return room_.announce_joined(announced(event.joined()));
    case peer::Event::kLeft:
      return room_.announce_left(announced(event.left()));
    case peer::Event::kCleared:
      return voice_.show({.becomes = draft::fate::clear}, {}, nullptr);
    case peer::Event::kAnswer:
      return take(event.answer());
    case peer::Event::kDismissed: {
      const auto at = members_.find(event.dismissed().number());
      if (at == members_.end()) return;
      return voice_.dismiss(at->second.id,
                            static_cast<close_code>(event.dismissed().code()));
    }
    case peer::Event::kTurnedOut:
      return turn_out_all();
    case peer::Event::kRestarted:
      return restart();
    case peer::Event::WHAT_NOT_SET:
      return;
  }
}

// After a new attachment the owner may send publications that the relay has
// shown before.
void relay::take(const peer::Said& said,
                 const room_voice::connection_list& except) {
  auto shown = draft_of(said);
  if (shown.becomes == draft::fate::keep) {
    auto& past = room_.past();
    const auto& last = past.last();
    if (shown.position.epoch == last.epoch &&
        shown.position.offset <= last.offset)
      return;
    if (!past.is_next(shown.position)) return restart();
    past.expect(shown.position.epoch);
  }
  voice_.show(std::move(shown), {}, except);
}

void relay::take(const peer::Answer& answer) {
  auto answered = follower_.on_answer(answer.tag(), kind_of(answer));
  carry_out(std::move(answered.then));
  if (answered.use == follow::answer_use::begin)
    return on_attached(answer.attached());
  const auto* asked = follower_.open().find(answer.tag());
  if (answered.use == follow::answer_use::drop || !asked) return;
  // The code for the answer expects one kind, or an error.
  auto outcome = is_answer_to(asked->wish, answer)
                     ? outcome_of(answer)
                     : room_outcome(reply_error::internal);
  follower_.take(answer.tag())->then(outcome);
}

follow::answer_kind relay::kind_of(const peer::Answer& answer) const {
  switch (answer.outcome_case()) {
    case peer::Answer::kAttached:
      return follow::answer_kind::attached;
    case peer::Answer::kAdmitted:
      return follow::answer_kind::admitted;
    case peer::Answer::kPublished: {
      // A leave has the same answer, and is carried out by each owner.
      const auto* asked = follower_.open().find(answer.tag());
      return asked && asked->wish.has_publish() ? follow::answer_kind::published
                                                : follow::answer_kind::other;
    }
    default:
      return follow::answer_kind::other;
  }
}

// Tell members that track offsets what they lost.
void relay::on_attached(const peer::Attached& answer) {
  auto known = state_of(answer.state());
  spdlog::debug(
      "relay.attached room={} attachment={} recovered={} offset={} "
      "epoch={}",
      log_text(room_.name()), follower_.attachment(), answer.recovered(),
      known.end.offset, log_text(known.end.epoch));
  const auto before = room_.past().last();
  if (answer.recovered()) {
    for (const auto& each : answer.state().newest()) take(each, nullptr);
  } else if (follower_.has_lost(answer.recovered(), before == known.end)) {
    ++self_.where().traffic().relays_lost;
    static thread_local log_pace lines;  // of the loop's relays together
    if (const auto count = lines.count(self_.clock().now()))
      spdlog::warn("relay.lost room={} offset={} epoch={} now={} count={}",
                   log_text(room_.name()), before.offset,
                   log_text(before.epoch), known.end.offset, count);
    voice_.send_out_now();
    for (const auto loop : room_.members().loops())
      self_.send(actors_.link_couriers[loop], miss_all{id_});
  }
  // The relay has just shown the newest publications of that state, and keeps
  // its own; the state adds keys and version.
  if (answer.recovered()) {
    auto all = known_of(room_);
    known.newest = std::move(all.newest);
  }
  restore(room_, std::move(known));
}

void relay::turn_out_all() {
  voice_.send_out_now();
  for (const auto loop : room_.members().loops())
    self_.send(actors_.couriers[loop], turn_out{id_});
}

}  // namespace parley::cluster
