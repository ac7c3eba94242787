// SPDX-License-Identifier: Apache-2.0
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

void say(token_problem problem, token_reason* why) {
  if (why) *why = problem;
}

template <class Claims>
token_reason problem_of(const token_result<Claims>& checked,
                        token_reason* why) {
  const auto* problem = std::get_if<token_problem>(&checked);
  if (!problem) return std::nullopt;
  say(*problem, why);
  return *problem;
}

/// Why a subscription token is not for this room and this connection.
token_reason not_bound_to(std::string_view room, const requester& who,
                          const subscription_claims& claims) {
  if (claims.channel != room) return token_problem::other_channel;
  if (claims.user != who.user) return token_problem::other_user;
  if (!claims.client.empty() && claims.client != who.client)
    return token_problem::other_client;
  return std::nullopt;
}

}  // namespace

policy::policy(const client_options& options, const namespaces& spaces,
               const token_verifier& connections,
               const token_verifier& subscriptions)
    : options_(options),
      spaces_(spaces),
      connections_(connections),
      subscriptions_(subscriptions) {}

// -- connections --------------------------------------------------------------

verdict<credentials> policy::connect(std::string_view token, unix_seconds now,
                                     token_reason* why) const {
  if (token.empty()) {
    if (options_.insecure || options_.allow_anonymous_connect_without_token)
      return credentials{{}, options_.insecure};
    return close_code::bad_request;
  }
  auto checked = connections_.connection(token, now);
  if (const auto problem = problem_of(checked, why)) {
    if (may_be_renewed(*problem)) return reply_error::token_expired;
    return close_code::invalid_token;
  }
  auto& claims = std::get<connection_claims>(checked);
  if (claims.user.empty() && options_.disallow_anonymous_connection_tokens)
    return close_code::permission_denied;
  for (const auto& [room, grant] : claims.subscriptions)
    if (const auto refused = refuses_name(room, name_rule::ascii))
      return *refused;
  if (options_.insecure) claims.expires_at = 0;
  return credentials{std::move(claims), options_.insecure};
}

verdict<connection_claims> policy::refresh(std::string_view token,
                                           std::string_view user,
                                           unix_seconds now,
                                           token_reason* why) const {
  if (token.empty()) return close_code::bad_request;
  auto checked = connections_.connection(token, now);
  if (const auto problem = problem_of(checked, why))
    return may_be_renewed(*problem) ? close_code::connection_expired
                                    : close_code::invalid_token;
  auto& claims = std::get<connection_claims>(checked);
  if (claims.user != user) {
    say(token_problem::other_user, why);
    return close_code::invalid_token;
  }
  if (options_.insecure) claims.expires_at = 0;
  return std::move(claims);
}

// -- subscriptions ------------------------------------------------------------

verdict<subscription_claims> policy::check_token(std::string_view room,
                                                 std::string_view token,
                                                 const requester& who,
                                                 unix_seconds now,
                                                 token_reason* why) const {
  auto checked = subscriptions_.subscription(token, now);
  if (const auto problem = problem_of(checked, why))
    return may_be_renewed(*problem) ? reply_error::token_expired
                                    : reply_error::permission_denied;
  auto& claims = std::get<subscription_claims>(checked);
  if (const auto problem = not_bound_to(room, who, claims)) {
    say(*problem, why);
    return close_code::invalid_token;
  }
  if (who.insecure) claims.expires_at = 0;
  return std::move(claims);
}

verdict<subscription_terms> policy::subscribe(std::string_view room,
                                              std::string_view token,
                                              const requester& who,
                                              unix_seconds now,
                                              token_reason* why) const {
  // A token may be for a room of a name that cannot be: the name comes first.
  room_client client{
      .user = who.user, .insecure = who.insecure, .granted = !token.empty()};
  const auto refused =
      parley::refuses(spaces_, channel_right::subscribe, room, client);
  if (refused) return *refused;
  subscription_terms terms{*spaces_.find(room), {}, {}, 0};
  if (token.empty()) return terms;
  auto checked = check_token(room, token, who, now, why);
  if (const auto* error = std::get_if<reply_error>(&checked)) return *error;
  if (const auto* code = std::get_if<close_code>(&checked)) return *code;
  auto& claims = std::get<subscription_claims>(checked);
  return subscription_terms{with_override(terms.options, claims.override),
                            std::move(claims.info), std::move(claims.data),
                            claims.expires_at};
}

verdict<subscription_terms> policy::subscribe(
    std::string_view room, const subscription_grant& grant) const {
  if (const auto refused = refuses_name(room, name_rule::ascii))
    return *refused;
  return subscription_terms{with_override(*spaces_.find(room), grant.override),
                            grant.info, grant.data, 0};
}

verdict<subscription_claims> policy::refresh_subscription(
    std::string_view room, std::string_view token, const requester& who,
    unix_seconds now, token_reason* why) const {
  if (token.empty()) return reply_error::bad_request;
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
  return parley::refuses(
      spaces_, right, room,
      {.user = who.user, .insecure = who.insecure, .subscribed = subscribed});
}

}  // namespace parley
