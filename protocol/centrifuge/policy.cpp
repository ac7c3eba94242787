#include "protocol/centrifuge/policy.hpp"

#include <utility>

namespace parley {

namespace {

channel_options with_override(channel_options options,
                              const channel_override& wish) {
  options.presence = wish.presence.value_or(options.presence);
  options.join_leave = wish.join_leave.value_or(options.join_leave);
  options.force_push_join_leave =
      wish.force_push_join_leave.value_or(options.force_push_join_leave);
  options.force_positioning =
      wish.force_positioning.value_or(options.force_positioning);
  options.force_recovery = wish.force_recovery.value_or(options.force_recovery);
  return options;
}

void note(refusal* why, refusal reason) {
  if (why) *why = reason;
}

struct rights {
  bool client, subscriber, anonymous;
};

rights rights_of(const channel_options& o, channel_right right) {
  switch (right) {
    case channel_right::publish:
      return {o.allow_publish_for_client, o.allow_publish_for_subscriber,
              o.allow_publish_for_anonymous};
    case channel_right::presence:
      return {o.allow_presence_for_client, o.allow_presence_for_subscriber,
              o.allow_presence_for_anonymous};
    case channel_right::history:
      return {o.allow_history_for_client, o.allow_history_for_subscriber,
              o.allow_history_for_anonymous};
  }
  return {};
}

/// Whether the room has what the right is about.
bool is_available(const channel_options& o, channel_right right) {
  switch (right) {
    case channel_right::publish:
      return true;
    case channel_right::presence:
      return o.presence;
    case channel_right::history:
      return o.has_history();
  }
  return false;
}

}  // namespace

policy::policy(const client_options& options, const namespaces& spaces,
               const token_verifier& connections,
               const token_verifier& subscriptions, std::size_t max_name_length)
    : options_(options),
      spaces_(spaces),
      connections_(connections),
      subscriptions_(subscriptions),
      max_name_length_(max_name_length) {}

// -- connections --------------------------------------------------------------

verdict<credentials> policy::connect(std::string_view token, unix_seconds now,
                                     refusal* why) const {
  if (token.empty()) {
    if (options_.insecure || options_.allow_anonymous_connect_without_token)
      return credentials{{}, options_.insecure};
    note(why, refusal::token_missing);
    return close_code::bad_request;
  }
  auto checked = connections_.connection(token, now, why);
  if (const auto* fault = std::get_if<token_fault>(&checked)) {
    if (*fault == token_fault::expired) return reply_error::token_expired;
    return close_code::invalid_token;
  }
  auto& claims = std::get<connection_claims>(checked);
  if (claims.user.empty() && options_.disallow_anonymous_connection_tokens) {
    note(why, refusal::token_anonymous);
    return close_code::permission_denied;
  }
  for (const auto& [room, grant] : claims.subscriptions)
    if (const auto refused = refuses_name(room)) {
      note(why, refusal::token_claims);
      return *refused;
    }
  if (options_.insecure) claims.expires_at = 0;
  return credentials{std::move(claims), options_.insecure};
}

verdict<connection_claims> policy::refresh(std::string_view token,
                                           std::string_view user,
                                           unix_seconds now,
                                           refusal* why) const {
  if (token.empty()) {
    note(why, refusal::token_missing);
    return close_code::bad_request;
  }
  auto checked = connections_.connection(token, now, why);
  if (const auto* fault = std::get_if<token_fault>(&checked))
    return *fault == token_fault::expired ? close_code::connection_expired
                                          : close_code::invalid_token;
  auto& claims = std::get<connection_claims>(checked);
  if (claims.user != user) {
    note(why, refusal::token_other_use);
    return close_code::invalid_token;
  }
  if (options_.insecure) claims.expires_at = 0;
  return std::move(claims);
}

// -- subscriptions ------------------------------------------------------------

std::optional<reply_error> policy::refuses_name(std::string_view room) const {
  if (room.size() > max_name_length_) return reply_error::bad_request;
  if (!spaces_.find(room)) return reply_error::unknown_channel;
  if (!spaces_.allows_name(room)) return reply_error::bad_request;
  return std::nullopt;
}

verdict<subscription_claims> policy::check_token(std::string_view room,
                                                 std::string_view token,
                                                 const requester& who,
                                                 unix_seconds now,
                                                 refusal* why) const {
  auto checked = subscriptions_.subscription(token, now, why);
  if (const auto* fault = std::get_if<token_fault>(&checked))
    return *fault == token_fault::expired ? reply_error::token_expired
                                          : reply_error::permission_denied;
  auto& claims = std::get<subscription_claims>(checked);
  const bool bound = claims.channel == room && claims.user == who.user &&
                     (claims.client.empty() || claims.client == who.client);
  if (!bound) {
    note(why, refusal::token_other_use);
    return close_code::invalid_token;
  }
  if (who.insecure) claims.expires_at = 0;
  return std::move(claims);
}

verdict<subscription_terms> policy::subscribe(std::string_view room,
                                              std::string_view token,
                                              const requester& who,
                                              unix_seconds now,
                                              refusal* why) const {
  if (const auto refused = refuses_name(room)) return *refused;
  const auto& options = *spaces_.find(room);
  if (!token.empty()) {
    auto checked = check_token(room, token, who, now, why);
    if (const auto* error = std::get_if<reply_error>(&checked)) return *error;
    if (const auto* code = std::get_if<close_code>(&checked)) return *code;
    auto& claims = std::get<subscription_claims>(checked);
    return subscription_terms{with_override(options, claims.override),
                              std::move(claims.info), std::move(claims.data),
                              claims.expires_at};
  }
  subscription_terms terms{options, {}, {}, 0};
  if (who.insecure) return terms;
  const auto name = parse_channel_name(room);
  if (name.is_private) return reply_error::permission_denied;
  if (options.allow_user_limited_channels && name.is_user_limited)
    return name.allows(who.user) ? verdict<subscription_terms>(terms)
                                 : reply_error::permission_denied;
  const bool allowed =
      options.allow_subscribe_for_client &&
      (!who.user.empty() || options.allow_subscribe_for_anonymous);
  if (!allowed) return reply_error::permission_denied;
  return terms;
}

verdict<subscription_terms> policy::subscribe(
    std::string_view room, const subscription_grant& grant) const {
  if (const auto refused = refuses_name(room)) return *refused;
  return subscription_terms{with_override(*spaces_.find(room), grant.override),
                            grant.info, grant.data, 0};
}

verdict<subscription_claims> policy::refresh_subscription(
    std::string_view room, std::string_view token, const requester& who,
    unix_seconds now, refusal* why) const {
  if (token.empty()) {
    note(why, refusal::token_missing);
    return reply_error::bad_request;
  }
  auto checked = check_token(room, token, who, now, why);
  const auto* error = std::get_if<reply_error>(&checked);
  if (error && *error == reply_error::token_expired)
    return reply_error::expired;
  if (error) return close_code::invalid_token;
  return checked;
}

// -- rights -------------------------------------------------------------------

std::optional<reply_error> policy::refuses(channel_right right,
                                           std::string_view room,
                                           const requester& who,
                                           bool subscribed) const {
  if (room.size() > max_name_length_) return reply_error::bad_request;
  const auto* options = spaces_.find(room);
  if (!options) return reply_error::unknown_channel;
  if (!is_available(*options, right)) return reply_error::not_available;
  if (who.insecure) return std::nullopt;
  const auto [client, subscriber, anonymous] = rights_of(*options, right);
  const bool allowed = (client || (subscriber && subscribed)) &&
                       (!who.user.empty() || anonymous);
  if (!allowed) return reply_error::permission_denied;
  return std::nullopt;
}

}  // namespace parley
