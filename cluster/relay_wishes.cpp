// SPDX-License-Identifier: Apache-2.0
// Requests of sessions to a room that another node may own.
#include "cluster/relay.hpp"
#include "cluster/state_codec.hpp"
#include "protocol/limits.hpp"
#include "room/peer_events.hpp"

#include <memory>
#include <utility>

namespace parley::cluster {

template <class Op>
void relay::ask_and_answer(peer::Wish wish, const reply_to<Op>& answer_to) {
  ask(std::move(wish), [this, answer_to](room_outcome& outcome) {
    voice_.acknowledge(answer_to, narrowed<Op>(std::move(outcome)));
  });
}

void relay::on_passed_on(passed_on& passed) {
  ++requests_;
  std::visit([this](auto& request) { on(request); }, passed.request);
  rest_if_empty();
}

void relay::on(asked<op::join>& request) {
  if (finish_answer_to_)
    return voice_.answer(request.answer_to, reply_error::internal);
  if (moderation_ && moderation_->closed)
    return voice_.answer(request.answer_to, reply_error::permission_denied);
  const auto number = ++last_number_;
  members_.emplace(number, member{request.id, request.wish, false});
  numbers_.emplace(request.id, number);
  carry_out(follower_.on_join(self_.clock().now()));
  peer::Wish wish;
  auto& join = *wish.mutable_join();
  put(*join.mutable_member(), request.wish);
  join.mutable_member()->set_number(number);
  if (request.wish.recover)
    peer::put(*join.mutable_recover(), *request.wish.recover);
  join.set_must_recover(request.wish.must_recover);
  ask(std::move(wish),
      [this, number, request = std::move(request)](room_outcome& outcome) {
        on_admitted(request, number, outcome);
      });
}

// As in the room's own turn: earlier publications go to the earlier members.
void relay::on_admitted(const asked<op::join>& request, std::uint32_t number,
                        room_outcome& outcome) {
  auto* in = std::get_if<admitted>(&outcome);
  // The member has left meanwhile; its leave has reached it and the owner.
  const auto at = members_.find(number);
  if (at == members_.end())
    return voice_.answer(request.answer_to, reply_error::internal);
  if (!in) {
    members_.erase(at);
    numbers_.erase(request.id);
    return voice_.answer(request.answer_to,
                         narrowed<op::join>(std::move(outcome)));
  }
  voice_.send_out_now();
  auto& added = at->second;
  added.admitted = true;
  added.wish.name = in->name;
  added.wish.shared_name = true;
  const auto* record = room_.seat(request.id, added.wish, actors_.now());
  auto& found = in->found;
  found.from = request.wish.recover;
  if (found.from) {
    auto& traffic = self_.where().traffic();
    ++(found.recovered ? traffic.recovered : traffic.not_recovered);
  }
  voice_.admit_member(request, *record, found);
  in->id = id_;
  voice_.answer(request.answer_to, std::move(*in));
}

void relay::on(const asked<op::leave>& request) {
  const auto at = numbers_.find(request.id);
  if (request.farewell) voice_.send_out_now();
  if (at != numbers_.end() || request.farewell)
    voice_.expel_member(request.id, request.farewell);
  if (at == numbers_.end()) return;
  peer::Wish wish;
  wish.set_leave(at->second);
  room_.unseat(request.id);
  members_.erase(at->second);
  numbers_.erase(at);
  ask(std::move(wish), [](room_outcome&) {});
}

void relay::on_moderated(moderated& order) {
  moderation_ = std::make_unique<const moderation>(std::move(order.now));
  if (moderation_->closed) turn_out_all();
}

// By user id, or the name of a plain member.
bool relay::silences(connection_id speaker) const {
  if (!moderation_) return false;
  const auto* record = room_.members().find(speaker);
  if (!record) return false;
  return moderation_->silences(record->info ? record->info->user
                                            : record->who.name);
}

void relay::on(asked<op::publish>& request) {
  if (request.wish.sender && silences(*request.wish.sender))
    return voice_.answer(request.answer_to, reply_error::permission_denied);
  if (!has_place(request.wish.said.data))
    return voice_.answer(request.answer_to, reply_error::too_many_requests);
  peer::Wish wish;
  auto& out = *wish.mutable_publish();
  peer::put(*out.mutable_said(), request.wish.said);
  out.mutable_said()->set_key(request.wish.idempotency_key);
  parley::put(*out.mutable_said()->mutable_version(), request.wish.version);
  out.set_skip_history(request.wish.skip_history);
  out.set_exclude_user(request.exclude_user);
  out.set_exclude_client(request.exclude_client);
  if (request.wish.sender) {
    const auto at = numbers_.find(*request.wish.sender);
    if (at != numbers_.end()) out.set_sender(at->second);
  }
  ask_and_answer(std::move(wish), request.answer_to);
}

// A plain client gets no answers. We close its link when its message fails;
// otherwise it would assume the message was delivered.
void relay::on(asked<op::say>& request) {
  const auto at = numbers_.find(request.id);
  if (at == numbers_.end()) return;
  if (silences(request.id))
    return voice_.dismiss(request.id, close_code::permission_denied);
  if (!has_place(request.text))
    return voice_.dismiss(request.id, close_code::internal_error);
  peer::Wish wish;
  auto& out = *wish.mutable_publish();
  out.mutable_said()->set_data(std::move(request.text));
  out.mutable_said()->set_kind(static_cast<std::uint32_t>(data_kind::text));
  out.set_sender(at->second);
  ask(std::move(wish), [this, id = request.id](room_outcome& outcome) {
    const auto* why = std::get_if<reply_error>(&outcome);
    if (!why) return;
    voice_.dismiss(id, *why == reply_error::too_many_requests
                           ? close_code::policy_violation
                           : close_code::internal_error);
  });
}

void relay::on(const asked<op::presence>& request) {
  peer::Wish wish;
  wish.mutable_presence();
  ask_and_answer(std::move(wish), request.answer_to);
}

void relay::on(const asked<op::count>& request) {
  peer::Wish wish;
  wish.mutable_head_count();
  ask(std::move(wish),
      [this, answer_to = request.answer_to](room_outcome& outcome) {
        voice_.answer(answer_to, narrowed<op::count>(std::move(outcome)));
      });
}

void relay::on(const asked<op::history>& request) {
  peer::Wish wish;
  auto& out = *wish.mutable_history();
  out.set_limit(request.query.limit);
  if (request.query.since) out.set_since(*request.query.since);
  out.set_reverse(request.query.reverse);
  out.set_epoch(request.epoch);
  ask_and_answer(std::move(wish), request.answer_to);
}

void relay::on(const asked<op::clear>& request) {
  peer::Wish wish;
  wish.mutable_clear();
  ask(std::move(wish),
      [this, answer_to = request.answer_to](room_outcome& outcome) {
        // Peers answer with an empty page.
        if (auto* page = std::get_if<history_page>(&outcome))
          outcome = cleared{std::move(page->top)};
        voice_.acknowledge(answer_to, narrowed<op::clear>(std::move(outcome)));
      });
}

void relay::on(const asked<op::attach>& request) {
  voice_.answer(request.answer_to, reply_error::internal);
}

void relay::on(const asked<op::part>&) {}

// Not sent again when it is lost: the next attach request has it too.
void relay::on(const asked<op::renew>& request) {
  const auto at = numbers_.find(request.id);
  if (at == numbers_.end()) return;
  auto& renewed = members_.at(at->second);
  renewed.wish.info = request.info;
  room_.renew(request.id, request.info);
  if (!renewed.admitted || follower_.is_apart()) return;
  peer::Wish wish;
  auto& sent = *wish.mutable_renew();
  put(sent, renewed.wish);
  sent.set_number(at->second);
  send(std::move(wish), follower_.stamp_once());
}

void relay::on_finish(const finish& request) {
  finish_answer_to_ = request.answer_to;
  rest_if_empty();
}

}  // namespace parley::cluster
