// SPDX-License-Identifier: Apache-2.0
#include "actors/client_channels.hpp"

#include "actors/refuse.hpp"
#include "protocol/limits.hpp"
#include "protocol/unix_time.hpp"

#include <algorithm>
#include <utility>

namespace parley {

client_channels::client_channels(pinned& self, const topology& actors,
                                 connection_id id, client_voice& voice,
                                 bool deflated)
    : self_(self),
      actors_(actors),
      id_(id),
      voice_(voice),
      deflated_(deflated),
      replies_(self) {}

void client_channels::identify(client_info_ptr info, bool insecure,
                               std::shared_ptr<room_allowance> pays) {
  info_ = std::move(info);
  insecure_ = insecure;
  pays_ = std::move(pays);
}

// -- for both kinds of subscription -------------------------------------------

requester client_channels::self_as_requester() const {
  return {info_->user, info_->client, insecure_};
}

unix_seconds client_channels::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(
             actors_.now().time_since_epoch())
      .count();
}

std::optional<std::uint32_t> client_channels::ttl_of(unix_seconds end) const {
  if (end == 0) return std::nullopt;
  return ttl_until(end, now());
}

void client_channels::renew(client_info_ptr info) {
  info_ = std::move(info);
  for (auto& [room, each] : rooms_) {
    auto own = info_;
    if (!each.info->chan_info.empty()) {
      auto with_room = *info_;
      with_room.chan_info = each.info->chan_info;
      own = std::make_shared<client_info>(std::move(with_room));
    }
    renew(each, std::move(own));
  }
}

// A room that has not answered the join yet gets the info after its answer.
void client_channels::renew(subscription& in, client_info_ptr info) {
  in.info = std::move(info);
  if (in.in) in.in->room.ask(self_, op::renew{id_, in.info});
}

lane client_channels::reads(bool presence) const {
  const auto d = voice_.format() == centrifuge::format::json
                     ? dialect::json
                     : dialect::protobuf;
  return make_lane(d, deflated_, presence);
}

// -- unsubscribe --------------------------------------------------------------

void client_channels::unsubscribe(std::uint32_t command,
                                  const std::string& room) {
  if (rooms_.contains(room)) return drop(room, voice_.unsubscribed(command));
  centrifuge::Reply reply;
  reply.set_id(command);
  reply.mutable_unsubscribe();
  voice_.say(reply);
}

void client_channels::leave(std::string_view room, unsubscribe_code code) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) return;
  if (at->second.in)
    drop(at->first, voice_.unsubscribed(room, code));
  else
    at->second.leaving = code;
}

void client_channels::leave_all(unsubscribe_code code) {
  std::vector<std::string> names;
  for (const auto& [room, each] : rooms_) names.push_back(room);
  for (const auto& room : names) leave(room, code);
}

// The room passes the farewell to the courier, so that no block of the room
// follows it.
void client_channels::drop(const std::string& room, frame farewell) {
  const auto at = rooms_.find(room);
  at->second.in->room.ask(self_, op::leave{id_, std::move(farewell)});
  rooms_.erase(at);
}

// -- other commands -----------------------------------------------------------

bool client_channels::permits(std::uint32_t command, channel_right right,
                              const std::string& room) {
  const auto at = rooms_.find(room);
  const auto refused = actors_.rules->refuses(right, room, self_as_requester(),
                                              at != rooms_.end());
  if (refused) voice_.error(command, *refused);
  return !refused;
}

void client_channels::refresh(std::uint32_t command,
                              const centrifuge::SubRefreshRequest& request) {
  const auto at = rooms_.find(request.channel());
  if (at == rooms_.end())
    return voice_.error(command, reply_error::permission_denied);
  token_reason why;
  auto found = actors_.rules->refresh_subscription(
      request.channel(), request.token(), self_as_requester(), now(), &why);
  // The SDK comes back with a new token.
  if (const auto* error = std::get_if<reply_error>(&found);
      error && *error == reply_error::expired)
    return voice_.close(close_code::subscription_expired,
                        refusal_of(why, refusal::token_missing));
  auto* claims = take(command, found, refusal_of(why, refusal::token_missing));
  if (!claims) return;
  at->second.expires_at = claims->expires_at;
  if (!claims->info.empty() && claims->info != at->second.info->chan_info) {
    auto own = *at->second.info;
    own.chan_info = std::move(claims->info);
    renew(at->second, std::make_shared<client_info>(std::move(own)));
  }
  expiry_changed_ = true;
  centrifuge::Reply reply;
  reply.set_id(command);
  auto& result = *reply.mutable_sub_refresh();
  if (const auto ttl = ttl_of(claims->expires_at)) {
    result.set_expires(true);
    result.set_ttl(*ttl);
  }
  voice_.say(reply);
}

// -- answers ------------------------------------------------------------------

bool client_channels::is_joining(std::string_view room) const {
  const auto at = rooms_.find(room);
  return at != rooms_.end() && !at->second.in;
}

bool client_channels::is_busy() const {
  return replies_.size() >= commands_in_flight;
}

bool client_channels::is_busy_for(const centrifuge::Command& command) const {
  return is_busy() ||
         (large_answers_ >= large_answers_under_way && may_be_large(command));
}

bool client_channels::may_be_large(const centrifuge::Command& command) const {
  if (command.has_history() || command.has_presence()) return true;
  if (!command.has_subscribe()) return false;
  if (command.subscribe().recover()) return true;
  const auto* options = actors_.rules->find(command.subscribe().channel());
  return options && options->auto_cache_recover;
}

void client_channels::on_answer(msg::room_answer& answer) {
  if (!replies_.resolve(answer)) return;
  if (ended_ && replies_.empty()) when_ended_();
}

client_channels::subscriptions::iterator client_channels::find(room_id room) {
  return std::ranges::find_if(rooms_, [&](const auto& each) {
    return each.second.in && each.second.in->id == room;
  });
}

void client_channels::on_turned_out(const msg::turned_out& order) {
  const auto at = find(order.room);
  if (at != rooms_.end()) leave(at->first, unsubscribe_code::server);
}

void client_channels::on_missed(const msg::missed& notice) {
  const auto at = find(notice.room);
  if (at == rooms_.end()) return;
  if (at->second.server_side)
    voice_.close(close_code::insufficient_state);
  else
    leave(at->first, unsubscribe_code::insufficient_state);
}

void client_channels::end(std::function<void()> done) {
  ended_ = true;
  when_ended_ = std::move(done);
  for (auto at = rooms_.begin(); at != rooms_.end();) {
    const auto next = std::next(at);
    if (at->second.in) drop(at->first, nullptr);
    at = next;
  }
  if (replies_.empty()) when_ended_();
}

// -- expiry -------------------------------------------------------------------

std::optional<std::chrono::system_clock::time_point> client_channels::expire() {
  using std::chrono::system_clock;
  expiry_changed_ = false;
  const auto delay = actors_.rules->options().expired_sub_close_delay;
  const auto time = actors_.now();
  std::optional<system_clock::time_point> next;
  std::vector<std::string> over;
  for (const auto& [room, each] : rooms_) {
    if (each.expires_at == 0 || !each.in) continue;
    const auto end = to_time_point(each.expires_at) + delay;
    if (end > time)
      next = next ? std::min(*next, end) : end;
    else if (each.server_side)
      voice_.close(close_code::subscription_expired);
    else
      over.push_back(room);
  }
  for (const auto& room : over) leave(room, unsubscribe_code::expired);
  return next;
}

std::vector<std::string> client_channels::joined(std::size_t most) const {
  std::vector<std::string> names;
  for (const auto& [room, each] : rooms_) {
    if (names.size() == most) break;
    if (each.in) names.push_back(room);
  }
  return names;
}

}  // namespace parley
