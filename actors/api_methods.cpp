// SPDX-License-Identifier: Apache-2.0
// The server API's methods, one function each.
#include "actors/api_actor.hpp"
#include "actors/outcome_reply.hpp"
#include "protocol/base64.hpp"
#include "protocol/centrifuge/data_check.hpp"
#include "protocol/json_text.hpp"
#include "protocol/limits.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace parley {

namespace api = centrifuge::api;

namespace {

/// Bytes of an idempotency key and of a version's epoch, which rooms keep.
/// Over: error 107.
constexpr std::size_t longest_key = 256;

bool set(std::optional<bool>& to, bool given, bool value) {
  if (given) to = value;
  return given;
}

channel_override override_of(const api::Override& from) {
  channel_override to;
  set(to.presence, from.has_presence(), from.presence().value());
  set(to.join_leave, from.has_join_leave(), from.join_leave().value());
  set(to.force_push_join_leave, from.has_force_push_join_leave(),
      from.force_push_join_leave().value());
  set(to.force_positioning, from.has_force_positioning(),
      from.force_positioning().value());
  set(to.force_recovery, from.has_force_recovery(),
      from.force_recovery().value());
  return to;
}

/// Whether readers' parsers may give up on it.
bool is_too_deep(const std::string& json) {
  const auto outline = outline_of_json(json);
  return outline && outline->depth > centrifuge::json_depth_max;
}

/// The JSON, or the decoded base64; nothing when that is invalid.
std::optional<std::string> data_of(const std::string& json,
                                   const std::string& base64) {
  if (base64.empty()) return json;
  return decode_base64(base64);
}

/// Publish and broadcast have the same fields.
template <class Request>
std::optional<op::publish> publication_of(const Request& request) {
  auto data = data_of(request.data(), request.b64data());
  if (!data || request.idempotency_key().size() > longest_key ||
      request.version_epoch().size() > longest_key)
    return std::nullopt;
  op::publish order;
  auto& said = order.wish.said;
  said.data = std::move(*data);
  said.kind = request.b64data().empty() ? data_kind::json
                                        : centrifuge::kind_of(said.data);
  said.tags.insert(request.tags().begin(), request.tags().end());
  order.wish.skip_history = request.skip_history();
  order.wish.idempotency_key = request.idempotency_key();
  order.wish.version = {request.version(), request.version_epoch()};
  order.exclude_client = request.exclude_client();
  order.exclude_user = request.exclude_user();
  return order;
}

}  // namespace

template <answered_operation Op>
void api_actor::call(const std::string& room, Op what, finished done) {
  ask(room, std::move(what),
      [done = std::move(done)](const outcome<Op>& found) {
        done(reply_of<reply>(found, centrifuge::format::json));
      });
}

// -- publications -------------------------------------------------------------

void api_actor::publish(const api::PublishRequest& request, finished done) {
  if (!is_room(request.channel(), done)) return;
  auto order = publication_of(request);
  const auto wanted =
      actors_.rules->find(request.channel())->publication_data_format;
  if (!order || !centrifuge::is_accepted(order->wish.said, wanted))
    return done(failure(reply_error::bad_request));
  call(request.channel(), std::move(*order), std::move(done));
}

void api_actor::broadcast(const api::BroadcastRequest& request, finished done) {
  if (request.channels().empty())
    return done(failure(reply_error::bad_request));
  const auto found = std::make_shared<reply>();
  const auto open = std::make_shared<int>(request.channels_size());
  auto& result = *found->mutable_broadcast();
  for (int i = 0; i < request.channels_size(); ++i) result.add_responses();
  for (int i = 0; i < request.channels_size(); ++i) {
    api::PublishRequest one;
    one.set_channel(request.channels(i));
    one.set_data(request.data());
    one.set_b64data(request.b64data());
    one.set_skip_history(request.skip_history());
    *one.mutable_tags() = request.tags();
    one.set_idempotency_key(request.idempotency_key());
    one.set_version(request.version());
    one.set_version_epoch(request.version_epoch());
    one.set_exclude_client(request.exclude_client());
    one.set_exclude_user(request.exclude_user());
    publish(one, [found, open, done, i](reply each) {
      auto& response = *found->mutable_broadcast()->mutable_responses(i);
      if (each.has_error())
        *response.mutable_error() = std::move(*each.mutable_error());
      else
        *response.mutable_result() = std::move(*each.mutable_publish());
      if (--*open == 0) done(std::move(*found));
    });
  }
}

// -- users --------------------------------------------------------------------

void api_actor::subscribe(const api::SubscribeRequest& request, finished done) {
  if (!is_room(request.channel(), done)) return;
  auto info = data_of(request.info(), request.b64info());
  auto data = data_of(request.data(), request.b64data());
  if (!info || !data || is_too_deep(*info) || is_too_deep(*data))
    return done(failure(reply_error::bad_request));
  subscribe_order wish{
      .room = request.channel(),
      .grant = {.info = std::move(*info),
                .data = std::move(*data),
                .override = override_of(request.override())},
      .recover_since = {},
      .expires_at = std::max<unix_seconds>(request.expire_at(), 0)};
  if (request.has_recover_since())
    wish.recover_since = {request.recover_since().offset(),
                          request.recover_since().epoch()};
  order({.user = request.user(),
         .client = request.client(),
         .spared = {},
         .order = std::move(wish),
         .session_key = request.session()});
  done(done_reply(&reply::mutable_subscribe));
}

void api_actor::unsubscribe(const api::UnsubscribeRequest& request,
                            finished done) {
  if (!request.channel().empty() && !is_room(request.channel(), done)) return;
  order({.user = request.user(),
         .client = request.client(),
         .spared = {},
         .order = unsubscribe_order{request.channel()},
         .session_key = request.session()});
  done(done_reply(&reply::mutable_unsubscribe));
}

void api_actor::disconnect(const api::DisconnectRequest& request,
                           finished done) {
  disconnect_order wish;
  if (request.has_disconnect()) {
    const auto code = request.disconnect().code();
    const auto& why = request.disconnect().reason();
    if (why.size() > close_reason_size)
      return done(failure(reply_error::bad_request));
    if (code != 0) wish.code = ordered_code(code);
    wish.reason = why;
  }
  order({.user = request.user(),
         .client = request.client(),
         .spared = {request.whitelist().begin(), request.whitelist().end()},
         .order = std::move(wish),
         .session_key = request.session()});
  done(done_reply(&reply::mutable_disconnect));
}

void api_actor::refresh(const api::RefreshRequest& request, finished done) {
  if (is_too_deep(request.info()))
    return done(failure(reply_error::bad_request));
  refresh_order wish{
      .expired = request.expired(), .expires_at = {}, .info = request.info()};
  if (request.expire_at() > 0) wish.expires_at = request.expire_at();
  order({.user = request.user(),
         .client = request.client(),
         .spared = {},
         .order = wish,
         .session_key = request.session()});
  done(done_reply(&reply::mutable_refresh));
}

void api_actor::order(msg::user_order what) {
  self_.send(actors_.user_directory_of(what.user), std::move(what));
}

// -- questions ----------------------------------------------------------------

void api_actor::presence(const std::string& room, finished done) {
  if (has_presence(room, done)) call(room, op::presence{}, std::move(done));
}

void api_actor::presence_stats(const std::string& room, finished done) {
  if (has_presence(room, done)) call(room, op::count{}, std::move(done));
}

void api_actor::history(const api::HistoryRequest& request, finished done) {
  if (!is_room(request.channel(), done)) return;
  if (request.reverse() && request.has_since() && request.since().offset() == 0)
    return done(failure(reply_error::bad_request));
  parley::history::query query{
      .limit = request.limit() < 0 ? std::numeric_limits<std::size_t>::max()
                                   : static_cast<std::size_t>(request.limit()),
      .since = {},
      .reverse = request.reverse()};
  if (request.has_since()) query.since = request.since().offset();
  call(request.channel(), op::history{query, request.since().epoch()},
       std::move(done));
}

void api_actor::history_remove(const std::string& room, finished done) {
  if (is_room(room, done)) call(room, op::clear{}, std::move(done));
}

}  // namespace parley
