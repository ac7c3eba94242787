// SPDX-License-Identifier: Apache-2.0
// Publications of clients and the application, unless an operator's order or
// the room's rate forbids them: the part of room_actor before the scribe.
#include "actors/room_actor.hpp"

#include <string>
#include <utility>

namespace parley {

namespace {

/// Publications of the server API have no sender.
bool is_of_client(const room::publish_wish& wish) {
  return wish.sender || wish.said.info;
}

}  // namespace

void room_actor::on(msg::asked<op::publish>& request) {
  if (request.relay && !relays_.contains(*request.relay)) return;
  const auto sender = request.wish.sender;
  if (sender && moderation_ && moderation_->silences(speaker(*sender)))
    voice_.answer(request.answer_to, reply_error::permission_denied);
  else if (is_of_client(request.wish) && !has_rate_for(request.wish.said.data))
    voice_.answer(request.answer_to, reply_error::too_many_requests);
  else
    scribe_.publish(request);
}

void room_actor::receive(msg::asked<op::say>& request) {
  if (moderation_ && moderation_->silences(speaker(request.id)))
    return voice_.dismiss(request.id, close_code::permission_denied);
  if (!has_rate_for(request.text))
    return voice_.dismiss(request.id, close_code::policy_violation);
  scribe_.say(request);
}

bool room_actor::has_rate_for(const std::string& data) {
  return rate_.take(data.size(), self_.clock().now());
}

// Operators mute by the user id, or by the name of a plain member.
std::string room_actor::speaker(connection_id id) const {
  const auto* record = room_.members().find(id);
  if (!record) return {};
  return record->info ? record->info->user : record->who.name;
}

void room_actor::on_moderated(msg::moderated& order) {
  moderation_ = std::make_unique<const moderation>(std::move(order.now));
  if (!moderation_->closed) return;
  voice_.send_out_now();
  for (const auto loop : room_.members().loops())
    self_.send(actors_.couriers[loop], msg::turn_out{id_});
}

}  // namespace parley
