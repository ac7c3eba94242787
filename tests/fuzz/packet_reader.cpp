// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/packet_reader.hpp"

#include "actors/room_state.hpp"
#include "cluster/packet_check.hpp"
#include "cluster/state_codec.hpp"
#include "protocol/centrifuge/json.hpp"
#include "protocol/centrifuge/subscription.hpp"
#include "protocol/utf8.hpp"
#include "protocol/websocket_frame.hpp"
#include "room/peer_events.hpp"
#include "tests/room/reading.hpp"

#include <cstdlib>
#include <string>
#include <utility>

namespace parley {

namespace {

using namespace cluster;

const auto now = peer::from_ms(1'700'000'000'000);

void require(bool holds) {
  if (!holds) std::abort();
}

room::setting remembering() {
  room::setting chosen;
  chosen.name = "r";
  chosen.options.history_size = 10;
  chosen.options.history_ttl = std::chrono::hours(1);
  chosen.new_epoch = [] { return std::string("E"); };
  return chosen;
}

connection_id id_of(std::uint32_t number) {
  return connection_id::make(0, number);
}

/// What goes to clients is whole frames, and those of JSON have JSON only.
/// Names and ids are texts because other nodes say so (peer.proto): where one
/// is not UTF-8 nothing is claimed.
void require_readable(const block& said) {
  for (std::size_t i = 0; i < index(lane::peer); ++i)
    if (const auto& bytes = said[i])
      require(frame_end(*bytes, bytes->size()) == bytes->size());
  for (const auto& each : read_frames(said[index(lane::json_presence)]))
    require(!is_utf8(each) || centrifuge::is_json(each));
  if (const auto& bytes = said[index(lane::peer)]) {
    peer::Events events;
    require(events.ParseFromString(*bytes));
    for (const auto& each : events.events()) require(is_well_formed(each));
  }
}

/// What a node has believed it may have to tell the next one, which is to
/// believe it as well.
void pass_on(const stored_room& known) {
  peer::Packet packet;
  packet.set_node("b");
  packet.set_process(1);
  packet.mutable_legacy()->set_room("r");
  put(*packet.mutable_legacy()->mutable_state(), known);
  require(is_well_formed(packet));
}

void begin_with(const peer::State& state) {
  auto known = state_of(state);
  pass_on(known);
  room begun(remembering());
  restore(begun, std::move(known));
  pass_on(known_of(begun));
}

void answer(const room_outcome& outcome) {
  peer::Event event;
  put(*event.mutable_answer(), outcome);
  require(is_well_formed(event));
}

/// What a client who wanted to subscribe is told, if that is what it may hear.
void greet(const peer::Answer& answered, admitted& in, bool recovers) {
  peer::Wish wish;
  if (recovers) wish.mutable_join()->mutable_recover();
  wish.mutable_join();
  if (!is_answer_to(wish, answered)) return;
  in.found.from.reset();
  if (recovers) in.found.from.emplace();
  const auto reply = centrifuge::subscribe_reply(
      centrifuge::format::json, 1, {.positioned = true, .recoverable = true},
      in.found);
  require(!is_utf8(reply) || centrifuge::is_json(reply));
}

}  // namespace

packet_reader::packet_reader()
    : owned_(remembering()), relayed_(remembering()) {
  std::uint32_t number = 0;
  for (const auto reads : {lane::plain_presence, lane::json_presence,
                           lane::protobuf_presence, lane::json_deflated})
    relayed_.seat(id_of(++number), {.name = "m", .reads = reads}, now);
}

void packet_reader::read(const peer::Packet& packet) {
  for (const auto& each : packet.to_owner().wishes()) serve(each);
  if (packet.has_legacy()) begin_with(packet.legacy().state());
  for (const auto& each : packet.legacies().rooms()) begin_with(each.state());
  if (packet.has_yielded()) begin_with(packet.yielded().state());
  peer::Events all;
  if (!packet.has_from_owner() ||
      !all.ParseFromString(packet.from_owner().events()))
    return;
  for (const auto& each : all.events())
    if (is_well_formed(each)) take(each);
  require_readable(relayed_.take());
}

// -- the outlet and its room --------------------------------------------------

void packet_reader::serve(const peer::Wish& wish) {
  switch (wish.what_case()) {
    case peer::Wish::kAttach: {
      owned_.past().top(now);
      for (const auto& each : wish.attach().members()) seat(each);
      const auto since = peer::position_of(wish.attach().since());
      answer(attached{.known = known_of(owned_, since.offset)});
      break;
    }
    case peer::Wish::kJoin: {
      auto request = wish_of(wish.join().member());
      if (wish.join().has_recover())
        request.recover = peer::position_of(wish.join().recover());
      request.must_recover = wish.join().must_recover();
      const auto id = id_of(wish.join().member().number());
      if (const auto in = owned_.join(id, request, now)) {
        require_readable(in->before);
        admitted found;
        found.found.top = owned_.past().top(now);
        found.found.publications = in->missed.publications;
        answer(found);
      }
      break;
    }
    case peer::Wish::kPublish:
      publish(wish.publish());
      break;
    case peer::Wish::kLeave:
      owned_.leave(id_of(wish.leave()));
      break;
    case peer::Wish::kHistory:
      ask_history(wish.history());
      break;
    case peer::Wish::kClear:
      owned_.show(owned_.accept_clearing(now));
      break;
    case peer::Wish::kRenew:
      seat(wish.renew());
      break;
    default:  // nothing in them is read
      break;
  }
  require_readable(owned_.take());
}

void packet_reader::seat(const peer::Member& member) {
  const auto wish = wish_of(member);
  const auto id = id_of(member.number());
  if (!owned_.seat(id, wish, now) && wish.info) owned_.renew(id, wish.info);
}

void packet_reader::publish(const peer::Publish& wish) {
  auto request = publish_of(wish);
  if (wish.sender() != 0) request.wish.sender = id_of(wish.sender());
  static_cast<void>(owned_.find(request.exclude_user, request.exclude_client));
  auto accepted = owned_.accept(std::move(request.wish), now);
  require(accepted.has_value());
  answer(published{accepted->position});
  owned_.show(std::move(*accepted));
}

void packet_reader::ask_history(const peer::History& wish) {
  const auto question = question_of(wish);
  auto& past = owned_.past();
  static_cast<void>(past.has_all_of(question.query, now));
  const auto top = past.top(now);
  answer(history_page{top, past.read(question.query, now)});
}

// -- the relay and its room ---------------------------------------------------

void packet_reader::take(const peer::Event& event) {
  if (event.has_said()) take(event.said());
  if (event.has_answer()) take(event.answer());
  if (event.has_joined()) relayed_.announce_joined(announced(event.joined()));
  if (event.has_left()) relayed_.announce_left(announced(event.left()));
  if (event.has_cleared()) relayed_.show({.becomes = draft::fate::clear});
}

void packet_reader::take(const peer::Said& said) {
  auto shown = draft_of(said);
  if (shown.becomes == draft::fate::keep) {
    auto& past = relayed_.past();
    if (!past.is_next(shown.position)) return;
    past.expect(shown.position.epoch);
  }
  relayed_.show(std::move(shown));
}

void packet_reader::take(const peer::Answer& answered) {
  auto outcome = outcome_of(answered);
  if (answered.has_attached())
    restore(relayed_, state_of(answered.attached().state()));
  if (auto* in = std::get_if<admitted>(&outcome))
    for (const bool recovers : {false, true}) greet(answered, *in, recovers);
}

}  // namespace parley
