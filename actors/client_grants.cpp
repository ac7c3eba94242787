// SPDX-License-Identifier: Apache-2.0
// The rooms of a connection token: the part of client_session that joins them
// and adds their results to the connect reply.
#include "actors/client_session.hpp"
#include "protocol/centrifuge/subscription.hpp"

#include <string>
#include <utility>

namespace parley {

// The rooms' output from the join on waits until the connect reply is sent.
void client_session::join_granted_rooms() {
  const auto& granted = credentials_.claims.subscriptions;
  if (granted.empty()) return;
  self_.send(courier(), msg::hold{setting_.id});
  for (const auto& [room, grant] : granted) {
    if (recovers(room))
      recovering_.push_back(room);
    else
      join_granted(room, grant);
  }
  join_next_recovering();
}

bool client_session::recovers(const std::string& room) const {
  const auto wish = connect_request_.subs().find(room);
  return wish != connect_request_.subs().end() && wish->second.recover();
}

void client_session::join_next_recovering() {
  if (recovering_.empty() || voice_.closed()) return;
  const auto room = std::move(recovering_.front());
  recovering_.pop_front();
  join_granted(room, credentials_.claims.subscriptions.at(room));
}

void client_session::join_granted(const std::string& room,
                                  const subscription_grant& grant) {
  subscribe_order order{
      .room = room, .grant = grant, .recover_since = {}, .expires_at = 0};
  const bool is_recovering = recovers(room);
  if (is_recovering) {
    const auto& wish = connect_request_.subs().at(room);
    order.recover_since = {wish.offset(), wish.epoch()};
  }
  ++rooms_awaited_;
  const auto arrived = [this, room, is_recovering](const agreement& agreed,
                                                   const arrival* found) {
    --rooms_awaited_;
    if (!found) return voice_.close(close_code::internal_server_error);
    put_arrived(room, agreed, *found);
    if (is_recovering) join_next_recovering();
    answer_connect_when_complete();
  };
  if (channels_.join(order, greeting::none, arrived)) return;
  --rooms_awaited_;
  if (is_recovering) join_next_recovering();
}

// A room whose publications do not fit into the connect reply is reported as
// not recovered.
void client_session::put_arrived(const std::string& room,
                                 const agreement& agreed,
                                 const arrival& found) {
  if (voice_.closed()) return;
  auto shown = found;
  for (const auto& each : found.publications) {
    if (recovery_left_.takes(*each)) continue;
    shown.recovered = false;
    shown.publications.clear();
    break;
  }
  centrifuge::put(agreed, shown, voice_.format(),
                  (*connect_result_.mutable_subs())[room]);
}

}  // namespace parley
