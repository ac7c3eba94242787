// SPDX-License-Identifier: Apache-2.0
// How a Centrifuge client gets in, stays alive and is ended in time: the part
// of client_session around the connect command.
#include "actors/client_session.hpp"
#include "actors/refuse.hpp"
#include "actors/user_rates.hpp"
#include "protocol/centrifuge/subscription.hpp"
#include "protocol/unix_time.hpp"
#include "protocol/uuid.hpp"
#include "protocol/version.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

namespace parley {

namespace {

using std::chrono::milliseconds;

std::uint64_t random_number() {
  // The system's source, so that a client cannot predict the next id from
  // earlier ones.
  thread_local std::random_device random;
  return std::uint64_t{random()} << 32 | random();
}

/// The close code for a unidirectional client instead of an error reply to its
/// connect command: its token has expired, or is for impossible rooms.
close_code as_close_code(reply_error error) {
  return error == reply_error::token_expired
             ? close_code::connection_expired
             : close_code::internal_server_error;
}

}  // namespace

// -- connect ------------------------------------------------------------------

void client_session::connect() {
  connect_request_ = std::move(*command_.mutable_connect());
  connect_command_ = command_.id();
  token_reason problem;
  auto found =
      setting_.actors.rules->connect(connect_request_.token(), now(), &problem);
  const auto* code = std::get_if<close_code>(&found);
  const bool anonymous = code && *code == close_code::permission_denied;
  const auto why = refusal_of(problem, connect_request_.token().empty()
                                           ? refusal::token_missing
                                       : anonymous ? refusal::token_anonymous
                                                   : refusal::token_claims);
  if (code) return voice_.close(*code, why);
  if (const auto* error = std::get_if<reply_error>(&found)) {
    phase_ = phase::refused;
    if (request_.unidirectional)
      return voice_.close(as_close_code(*error), why);
    return voice_.error(connect_command_, *error, why);
  }
  phase_ = phase::connecting;
  credentials_ = std::move(std::get<credentials>(found));
  auto& claims = credentials_.claims;
  info_ = std::make_shared<client_info>(
      client_info{.user = claims.user,
                  .client = make_uuid(random_number(), random_number()),
                  .conn_info = std::move(claims.info),
                  .chan_info = {}});
  const auto& rooms = setting_.actors.rooms;
  channels_.identify(info_, credentials_.insecure,
                     rooms
                         ? rooms->allowance(info_->user, setting_.link->peer(),
                                            self_.clock().now())
                         : nullptr);
  user_rate_ = setting_.rates.of(info_->user, self_.clock().now());
  self_.send(setting_.actors.user_directory_of(info_->user),
             msg::enlist{info_->user, info_->client, setting_.id,
                         caf::actor_cast<caf::actor>(&self_),
                         setting_.link->session_key()});
}

void client_session::on_enlisted(const msg::enlisted& answer) {
  if (!answer.accepted) return voice_.close(close_code::connection_limit);
  if (voice_.closed()) return;
  join_granted_rooms();
  answer_connect_when_complete();
}

void client_session::answer_connect_when_complete() {
  if (rooms_awaited_ > 0 || !recovering_.empty() ||
      phase_ != phase::connecting || voice_.closed())
    return;
  phase_ = phase::connected;
  put_connection(connect_result_);
  centrifuge::Reply reply;
  if (request_.unidirectional) {
    auto& push = *reply.mutable_push()->mutable_connect();
    *push.mutable_subs() = std::move(*connect_result_.mutable_subs());
    put_connection(push);
  } else {
    reply.set_id(connect_command_);
    *reply.mutable_connect() = std::move(connect_result_);
  }
  voice_.say(reply);
  spdlog::debug("client.connect id={:x} client={} rooms={}", setting_.id.value,
                info_->client, credentials_.claims.subscriptions.size());
  if (!credentials_.claims.subscriptions.empty())
    self_.send(courier(), msg::release{setting_.id});
  begin_pings();
  wake_in_time();
  for (const auto& order : std::exchange(early_orders_, {})) carry_out(order);
  take_commands();
}

template <class Result>
void client_session::put_expiry(Result& result) const {
  const auto end = credentials_.claims.expires_at;
  if (end == 0) return;
  result.set_expires(true);
  result.set_ttl(ttl_until(end, now()));
}

template <class Result>
void client_session::put_connection(Result& result) const {
  result.set_client(info_->client);
  result.set_version("Parley " + std::string(version));
  put_expiry(result);
  if (!request_.frame_pings) {
    const auto interval = std::chrono::duration_cast<std::chrono::seconds>(
        setting_.limits.ping_interval);
    result.set_ping(static_cast<std::uint32_t>(interval.count()));
    result.set_pong(!request_.unidirectional);
  }
  auto key = setting_.link->session_key();
  if (!key.empty() || setting_.actors.cluster)
    result.set_node(setting_.actors.shown_name());
  if (!key.empty()) result.set_session(std::move(key));
  if (options().connect_include_server_time)
    result.set_time(std::chrono::duration_cast<milliseconds>(
                        setting_.actors.now().time_since_epoch())
                        .count());
}

void client_session::refresh_connection() {
  token_reason problem;
  auto found = setting_.actors.rules->refresh(command_.refresh().token(),
                                              info_->user, now(), &problem);
  const auto why = refusal_of(problem, refusal::token_missing);
  if (const auto* code = std::get_if<close_code>(&found))
    return voice_.close(*code, why);
  if (const auto* error = std::get_if<reply_error>(&found))
    return voice_.error(command_.id(), *error, why);
  auto& claims = std::get<connection_claims>(found);
  const auto same_rooms = std::ranges::equal(
      claims.subscriptions, credentials_.claims.subscriptions, {},
      [](const auto& each) { return each.first; },
      [](const auto& each) { return each.first; });
  if (!same_rooms) return voice_.close(close_code::insufficient_state);
  credentials_.claims.expires_at = claims.expires_at;
  renew_info(std::move(claims.info));
  centrifuge::Reply reply;
  reply.set_id(command_.id());
  auto& result = *reply.mutable_refresh();
  result.set_client(info_->client);
  result.set_version("Parley " + std::string(version));
  put_expiry(result);
  voice_.say(reply);
  wake_in_time();
}

void client_session::obey(const refresh_order& order) {
  const bool is_over = order.expires_at && *order.expires_at <= now();
  if (order.expired || is_over)
    return voice_.close(close_code::connection_expired);
  auto& end = credentials_.claims.expires_at;
  end = order.expires_at ? std::min(*order.expires_at, now() + ttl_max) : 0;
  if (order.expires_at) renew_info(order.info);
  centrifuge::Reply reply;
  put_expiry(*reply.mutable_push()->mutable_refresh());
  voice_.say(reply);
}

// Its publications from here on have the new info, and so does presence in its
// rooms.
void client_session::renew_info(std::string conn_info) {
  if (conn_info.empty() || conn_info == info_->conn_info) return;
  auto renewed = *info_;
  renewed.conn_info = std::move(conn_info);
  info_ = std::make_shared<client_info>(std::move(renewed));
  channels_.renew(info_);
}

// -- time ---------------------------------------------------------------------

// The first ping comes somewhere in the second half of the interval: clients
// that came all at once are not pinged all at once.
void client_session::begin_pings() {
  if (request_.frame_pings) return;
  const auto interval = setting_.limits.ping_interval;
  const auto half = static_cast<std::uint64_t>(interval.count() / 2);
  const milliseconds extra(
      static_cast<milliseconds::rep>(half ? random_number() % half : 0));
  next_ping_ = self_.clock().now() + interval / 2 + extra;
}

void client_session::on_pong() {
  if (!pong_deadline_) return voice_.close(close_code::bad_request);
  pong_deadline_.reset();
  wake_in_time();
}

std::optional<client_session::time_point> client_session::connection_end()
    const {
  const auto end = credentials_.claims.expires_at;
  if (end == 0 || phase_ != phase::connected) return std::nullopt;
  const auto left = to_time_point(end) + options().expired_close_delay -
                    setting_.actors.now();
  return self_.clock().now() + left;
}

void client_session::on_woken() {
  if (voice_.closed()) return;
  const auto time = self_.clock().now();
  if (phase_ != phase::connected) {
    if (time >= connect_deadline_) return voice_.close(close_code::stale);
  } else if (const auto end = connection_end(); end && time >= *end) {
    return voice_.close(close_code::connection_expired);
  } else if (pong_deadline_ && time >= *pong_deadline_) {
    return voice_.close(close_code::no_pong);
  } else if (next_ping_ && time >= *next_ping_) {
    voice_.say({});
    if (!request_.unidirectional)
      pong_deadline_ = time + setting_.limits.pong_timeout;
    next_ping_ = time + setting_.limits.ping_interval;
  }
  wake_in_time();
}

void client_session::wake_in_time() {
  if (voice_.closed()) return;
  const auto time = self_.clock().now();
  std::optional<time_point> next;
  const auto consider = [&next](std::optional<time_point> other) {
    if (other) next = next ? std::min(*next, *other) : *other;
  };
  if (phase_ != phase::connected) consider(connect_deadline_);
  consider(next_ping_);
  consider(pong_deadline_);
  consider(connection_end());
  if (const auto end = channels_.expire())
    consider(time + (*end - setting_.actors.now()));
  if (!next || voice_.closed()) return;
  const auto delay =
      std::chrono::ceil<milliseconds>(std::max(*next, time) - time);
  setting_.link->wake_after(std::max(delay, milliseconds(1)));
}

unix_seconds client_session::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(
             setting_.actors.now().time_since_epoch())
      .count();
}

}  // namespace parley
