// SPDX-License-Identifier: Apache-2.0
// Subscribing: the part of client_channels from the checks to the room's
// answer.
#include "actors/client_channels.hpp"
#include "actors/refuse.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace parley {

namespace {

/// Bits of `flag` in a subscribe request.
constexpr std::int64_t fail_unrecovered = 2;

constexpr std::string_view known_delta = "fossil";

/// Types of subscriptions of the protocol: 0 is a stream, which all our
/// namespaces are for, 1 to 3 are maps, 4 is a shared poll.
std::optional<reply_error> refuses_type(std::int32_t type) {
  constexpr std::int32_t last_map = 3, shared_poll = 4;
  if (type == 0) return std::nullopt;
  if (type > 0 && type <= last_map) return reply_error::permission_denied;
  return type == shared_poll ? reply_error::not_available
                             : reply_error::bad_request;
}

}  // namespace

join_wish client_channels::wish_for(const subscription_terms& terms,
                                    bool wants_join_leave) const {
  const auto& options = terms.options;
  auto info = info_;
  if (!terms.chan_info.empty()) {
    auto own = *info_;
    own.chan_info = terms.chan_info;
    info = std::make_shared<client_info>(std::move(own));
  }
  const bool presence =
      options.join_leave && (options.force_push_join_leave || wants_join_leave);
  return {.name = info_->user,
          .reads = reads(presence),
          .info = std::move(info),
          .shared_name = true,
          .announced = options.join_leave,
          .recover = {},
          .must_recover = false};
}

// The namespace forces some features. A client gets others on request, when the
// namespace allows them or the client may read the history anyway.
agreement client_channels::agree(const subscription_terms& terms,
                                 const centrifuge::SubscribeRequest& request,
                                 bool may_history) const {
  const auto& options = terms.options;
  agreement agreed;
  agreed.ttl = ttl_of(terms.expires_at);
  agreed.data = terms.data;
  if (!options.has_history()) return agreed;
  agreed.recoverable =
      options.force_recovery ||
      (request.recoverable() && (options.allow_recovery || may_history));
  agreed.positioned =
      agreed.recoverable || options.force_positioning ||
      (request.positioned() && (options.allow_positioning || may_history));
  return agreed;
}

// -- subscribe ----------------------------------------------------------------

void client_channels::subscribe(std::uint32_t command,
                                const centrifuge::SubscribeRequest& request) {
  const auto& room = request.channel();
  if (!request.delta().empty() && request.delta() != known_delta)
    return voice_.close(close_code::bad_request);
  if (rooms_.contains(room))
    return voice_.error(command, reply_error::already_subscribed);
  if (rooms_.size() >= actors_.rules->options().channel_limit)
    return voice_.error(command, reply_error::limit_exceeded);
  // A type that no namespace has is refused for every client; a bad name takes
  // precedence.
  if (const auto wrong = refuses_type(request.type())) {
    const auto named = actors_.rules->subscribe(room, subscription_grant{});
    const auto* bad_name = std::get_if<reply_error>(&named);
    return voice_.error(command, bad_name ? *bad_name : *wrong);
  }
  token_reason why;
  auto found = actors_.rules->subscribe(room, request.token(),
                                        self_as_requester(), now(), &why);
  if (const auto* error = std::get_if<reply_error>(&found);
      error && *error == reply_error::permission_denied &&
      !request.token().empty())
    ++bad_tokens_;
  auto* terms = take(command, found, refusal_of(why, refusal::command_error));
  if (!terms) return;
  if (request.has_tf()) return voice_.error(command, reply_error::bad_request);

  const auto who = self_as_requester();
  const auto granted = [&](channel_right right) {
    return !actors_.rules->refuses(right, room, who, true);
  };
  entrance wish{
      .room = room,
      .wish = wish_for(
          *terms, request.join_leave() && granted(channel_right::presence)),
      .agreed = agree(*terms, request, granted(channel_right::history)),
      .greets = greeting::reply,
      .command = command,
      .server_side = false,
      .expires_at = terms->expires_at};
  if (wish.agreed.recoverable && request.recover())
    wish.wish.recover = {request.offset(), request.epoch()};
  else if (wish.agreed.recoverable && terms->options.auto_cache_recover)
    wish.wish.recover.emplace();
  wish.wish.must_recover = wish.agreed.recoverable && request.recover() &&
                           (request.flag() & fail_unrecovered) != 0;
  enter(std::move(wish), {});
}

bool client_channels::join(const subscribe_order& order, greeting greets,
                           arrived then) {
  if (rooms_.contains(order.room)) return false;
  if (rooms_.size() >= actors_.rules->options().channel_limit) {
    voice_.close(close_code::channel_limit);
    return false;
  }
  auto found = actors_.rules->subscribe(order.room, order.grant);
  const auto* terms = std::get_if<subscription_terms>(&found);
  if (!terms) return false;
  centrifuge::SubscribeRequest all;
  all.set_positioned(true);
  all.set_recoverable(true);
  entrance wish{.room = order.room,
                .wish = wish_for(*terms, false),
                .agreed = agree(*terms, all, false),
                .greets = greets,
                .command = 0,
                .server_side = true,
                .expires_at = order.expires_at};
  if (wish.agreed.recoverable) wish.wish.recover = order.recover_since;
  enter(std::move(wish), std::move(then));
  return true;
}

void client_channels::enter(entrance wish, arrived then) {
  auto& added = rooms_[wish.room];
  added.info = wish.wish.info;
  added.server_side = wish.server_side;
  added.expires_at = wish.expires_at;
  op::join request{.id = id_,
                   .wish = wish.wish,
                   .greets = wish.greets,
                   .command = wish.command,
                   .agreed = wish.agreed};
  const auto room = wish.room;
  const bool is_ordered = wish.server_side;
  const bool recovers = wish.wish.recover.has_value();
  auto arrives = [this, wish = std::move(wish), then = std::move(then)](
                     outcome<op::join>& found, room_ref& in) {
    on_arrived(wish, found, in, then);
  };
  auto reply = recovers ? expect_large<op::join>(std::move(arrives))
                        : replies_.expect<op::join>(std::move(arrives));
  // The client does not pay for a room that the application orders.
  actors_.directory_of(room).ask(self_, room, std::move(request),
                                 std::move(reply),
                                 is_ordered ? nullptr : pays_);
}

void client_channels::on_arrived(const entrance& asked,
                                 outcome<op::join>& found, const room_ref& room,
                                 const arrived& then) {
  const auto at = rooms_.find(asked.room);
  if (const auto* why = std::get_if<reply_error>(&found)) {
    rooms_.erase(at);
    if (asked.greets == greeting::reply) voice_.error(asked.command, *why);
    if (then) then(asked.agreed, nullptr);
    return;
  }
  auto* in = std::get_if<admitted>(&found);
  at->second.in = subscription::seat{room, in->id};
  if (at->second.expires_at != 0) expiry_changed_ = true;
  // The room itself has written the subscribe reply, at this client's expense.
  if (asked.greets == greeting::reply)
    for (const auto& each : in->found.publications)
      voice_.count(size_in_answer(*each));
  if (at->second.info != asked.wish.info)  // refreshed in the meantime
    renew(at->second, at->second.info);
  if (then) then(asked.agreed, &in->found);
  if (ended_)
    drop(asked.room, nullptr);
  else if (const auto code = at->second.leaving)
    leave(asked.room, *code);
}

}  // namespace parley
