// SPDX-License-Identifier: Apache-2.0
#include "actors/room_actor.hpp"

#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"
#include "room/epoch.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace parley {

namespace {

room::setting setting_of(std::string name, const policy& rules) {
  const auto* options = rules.find(name);
  return {.name = std::move(name),
          .options = options ? *options : channel_options{},
          .recovery_limit = rules.options().recovery_max_publication_limit,
          .presence_limit = rules.options().presence_max_members,
          .new_epoch = new_epoch};
}

void count_recovery(traffic_record& traffic, const join_wish& wish,
                    const arrival& found) {
  if (!wish.recover) return;
  ++(found.recovered ? traffic.recovered : traffic.not_recovered);
}

}  // namespace

room_actor::room_actor(pinned& self, const room_topology& actors,
                       directory_ref directory, room_id id,
                       std::string room_name)
    : self_(self),
      actors_(actors),
      directory_(std::move(directory)),
      id_(id),
      room_(setting_of(std::move(room_name), *actors.rules)),
      voice_(self, actors, id, room_, [this] { rest_if_empty(); }),
      scribe_(self, actors, room_, voice_),
      rate_(room_.options(), self.clock().now()) {}

caf::behavior room_actor::make_behavior() {
  if (const auto& source = scribe_.source()) {
    phase_ = phase::loading;
    last_request_ = actors_.now();
    scribe_.load(*source);
  }
  return behavior_with(member_operations());
}

template <class... Ops>
caf::behavior room_actor::behavior_with(operation_list<Ops...>) {
  return {
      [this](msg::asked<Ops>& request) { on(request); }...,
      [this](msg::passed_on& request) { on_passed_on(request); },
      [this](msg::resumed& from) { on_resumed(from); },
      [this](msg::moderated& order) { on_moderated(order); },
      [this](msg::loaded& answer) { on_loaded(answer); },
      [this](const msg::saved& answer) { on_saved(answer); },
      [this](const msg::finish& request) { on_finish(request); },
      [this](const msg::hand_over& request) { on_hand_over(request); },
      [this](const msg::sweep&) { on_sweep(); },
      [this](const msg::retire&) { self_.quit(); },
  };
}

void room_actor::on_passed_on(msg::passed_on& passed) {
  if (phase_ == phase::loading) return waiting_.push_back(std::move(passed));
  handle(passed);
  rest_if_empty();
}

void room_actor::handle(msg::passed_on& passed) {
  ++requests_;
  if (phase_ == phase::unreadable) return refuse(passed);
  if (phase_ == phase::leaving) return;
  last_request_ = actors_.now();
  std::visit([this](auto& request) { on(request); }, passed.request);
}

// -- members ------------------------------------------------------------------

void room_actor::on(msg::asked<op::join>& request) {
  if (!admits())
    return voice_.answer(request.answer_to, reply_error::permission_denied);
  const auto now = actors_.now();
  auto admission = room_.join(request.id, request.wish, now);
  if (!admission || !admission->record) {
    voice_.answer(request.answer_to, admission
                                         ? reply_error::unrecoverable_position
                                         : reply_error::internal);
    return;
  }
  voice_.send_out(admission->before);
  arrival found{.top = {},
                .from = request.wish.recover,
                .recovered = admission->missed.recovered,
                .publications = std::move(admission->missed.publications)};
  if (room_.past().enabled()) found.top = room_.past().top(now);
  count_recovery(self_.where().traffic(), request.wish, found);
  const auto& record = *admission->record;
  voice_.admit_member(request, record, found);
  spdlog::debug("room.join room={} id={:x} name={} members={}",
                log_text(room_.name()), record.id.value,
                log_text(record.who.name), room_.members().size());
  voice_.answer(request.answer_to,
                admitted{id_, std::move(found), record.who.name});
  voice_.send_out_soon();
}

void room_actor::on_leave(const op::leave& request) {
  // The member still gets the publications before its leave.
  if (request.farewell) voice_.send_out_now();
  const bool was_in = room_.leave(request.id);
  if (was_in || request.farewell)
    voice_.expel_member(request.id, request.farewell);
  if (!was_in) return;
  spdlog::debug("room.leave room={} id={:x} members={}", log_text(room_.name()),
                request.id.value, room_.members().size());
  voice_.send_out_soon();
  rest_if_empty();
}

// -- questions ----------------------------------------------------------------

void room_actor::on(const msg::asked<op::presence>& request) {
  // Checked first: a list of members that is too long is never made.
  if (!room_.is_listable())
    return voice_.answer(request.answer_to, reply_error::limit_exceeded);
  present found;
  for (const auto& [id, each] : room_.members())
    found.connections.push_back(info_of(each));
  voice_.answer(request.answer_to, std::move(found));
}

void room_actor::on(const msg::asked<op::count>& request) {
  voice_.answer(request.answer_to,
                head_count{room_.members().size(), room_.members().users()});
}

void room_actor::on(const msg::asked<op::history>& request) {
  const auto now = actors_.now();
  auto& past = room_.past();
  if (!past.enabled()) {
    voice_.answer(request.answer_to, reply_error::not_available);
  } else if (const auto& top = past.top(now);
             !request.epoch.empty() && request.epoch != top.epoch) {
    voice_.answer(request.answer_to, reply_error::unrecoverable_position);
  } else if (room_.options().is_durable() &&
             !past.has_all_of(request.query, now)) {
    scribe_.read(request);
  } else {
    voice_.answer(request.answer_to,
                  history_page{top, past.read(request.query, now)});
  }
}

actor_detail room_actor::detail() const {
  const auto& past = room_.past();
  room_detail shown{.name = room_.name(),
                    .members = room_.members().size(),
                    .users = room_.members().users(),
                    .kept = past.size(),
                    .offset = past.last().offset,
                    .epoch = past.last().epoch,
                    .durable = room_.options().is_durable()};
  if (moderation_) {
    shown.closed = moderation_->closed;
    shown.frozen = moderation_->frozen;
    shown.muted = moderation_->muted.size();
  }
  return shown;
}

// -- journal ------------------------------------------------------------------

// This node knows the newest position, because the room ended here.
void room_actor::on_resumed(msg::resumed& from) {
  is_resumed_ = true;
  room_.resume(std::move(from.from));
}

void room_actor::on_loaded(msg::loaded& answer) {
  if (is_resumed_) answer.found.reset();
  phase_ = scribe_.on_loaded(answer) ? phase::open : phase::unreadable;
  for (auto& each : std::exchange(waiting_, {})) handle(each);
  if (when_saved_) room_.close();
  finish_when_saved();
  rest_if_empty();
}

// The room ends, and the next one of this name reads again.
void room_actor::refuse(msg::passed_on& passed) {
  std::visit(
      [this]<class Op>(const msg::asked<Op>& request) {
        if constexpr (answered_operation<Op>)
          voice_.answer(request.answer_to, reply_error::internal);
      },
      passed.request);
}

void room_actor::on_saved(const msg::saved& answer) {
  if (!scribe_.on_saved(answer)) return self_.quit(caf::sec::runtime_error);
  finish_when_saved();
  rest_if_empty();
}

// -- end ----------------------------------------------------------------------

void room_actor::on_finish(const msg::finish& request) {
  close_when_saved([this, answer_to = request.answer_to] {
    self_.send(answer_to, msg::done{drain_step::finish});
  });
}

void room_actor::close_when_saved(std::function<void()> then) {
  when_saved_ = std::move(then);
  if (phase_ != phase::loading) room_.close();
  finish_when_saved();
}

void room_actor::finish_when_saved() {
  if (!when_saved_ || phase_ == phase::loading || !scribe_.is_idle()) return;
  voice_.send_out_now();
  std::exchange(when_saved_, nullptr)();
}

void room_actor::on_sweep() {
  sweep_is_due_ = false;
  rest_if_empty();
}

// The directory counts each request that it passes on, so it alone can tell
// whether one is on its way; such a request keeps the room alive. So do kept
// publications until they expire, and idempotency keys. The position outlives
// the room in the directory.
void room_actor::rest_if_empty() {
  if (!room_.members().empty() || !relays_.empty() || sweep_is_due_ ||
      voice_.is_waiting() || !scribe_.is_idle())
    return;
  const auto now = actors_.now();
  if (const auto next = kept_until(now)) {
    sweep_is_due_ = true;
    self_.delayed_send(caf::actor_cast<caf::actor>(&self_), *next - now,
                       msg::sweep{});
    return;
  }
  std::optional<remembered_position> position;
  if (!room_.options().is_durable()) position = room_.position();
  self_.send(directory_,
             msg::vacant{room_.name(), id_, requests_, std::move(position)});
}

// A durable room stays for a while only to save reading it again.
std::optional<room::time_point> room_actor::kept_until(room::time_point now) {
  if (!room_.options().is_durable()) {
    const auto next = room_.past().expire(now);
    const auto keys = room_.keys().needed_until();
    return keys && *keys > now ? std::max(next.value_or(*keys), *keys) : next;
  }
  if (phase_ == phase::unreadable) return std::nullopt;
  const auto until = last_request_ + durable_room_rest;
  return until > now ? std::optional(until) : std::nullopt;
}

}  // namespace parley
