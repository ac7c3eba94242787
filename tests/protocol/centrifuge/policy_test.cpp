// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/policy.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

constexpr unix_seconds now = 1'700'000'000;
constexpr std::size_t max_name_length = 20;

const requester ann{"ann", "client-1"}, nobody{"", "client-2"};
const requester developer{"", "client-3", true};

channel_settings settings() {
  channel_settings out;
  out.without_namespace.allow_subscribe_for_client = true;
  out.namespaces["shut"] = {};
  out.namespaces["open"] = {.allow_subscribe_for_client = true,
                            .allow_subscribe_for_anonymous = true};
  out.namespaces["users"] = {.allow_user_limited_channels = true};
  out.namespaces["any"] = {.presence = true,
                           .history_size = 10,
                           .history_ttl = std::chrono::seconds(60),
                           .allow_subscribe_for_client = true,
                           .channel_regex = ".*"};
  return out;
}

token_settings keyed(const char* secret) {
  return with({{&token_settings::hmac_secret_key, secret}});
}

/// A policy with all that it refers to. Each sort of token has its own secret.
class Policy : public testing::Test {
 protected:
  verdict<credentials> connect(const std::string& claims) {
    return rules.connect(hmac_token(claims, "connect"), now);
  }
  verdict<connection_claims> refresh(const std::string& claims) {
    return rules.refresh(hmac_token(claims, "connect"), "ann", now);
  }
  verdict<subscription_terms> subscribe(std::string_view room,
                                        const requester& who = ann) {
    return rules.subscribe(room, "", who, now);
  }
  /// Ann's, with a token for the room.
  verdict<subscription_terms> subscribe_with(std::string_view room,
                                             const std::string& claims,
                                             const requester& who = ann) {
    return rules.subscribe(room, hmac_token(claims, "subscribe"), who, now);
  }
  verdict<subscription_claims> refresh_with(const std::string& claims) {
    return rules.refresh_subscription("shut:a", hmac_token(claims, "subscribe"),
                                      ann, now);
  }

  client_options options;
  const namespaces spaces{settings(), max_name_length};
  const token_verifier connections{keyed("connect")};
  const token_verifier subscriptions{keyed("subscribe")};
  const policy rules{options, spaces, connections, subscriptions};
};

template <class Granted>
bool is_granted(const verdict<Granted>& v) {
  return std::holds_alternative<Granted>(v);
}
template <class Granted>
bool is(const verdict<Granted>& v, reply_error code) {
  const auto* found = std::get_if<reply_error>(&v);
  return found && *found == code;
}
template <class Granted>
bool is(const verdict<Granted>& v, close_code code) {
  const auto* found = std::get_if<close_code>(&v);
  return found && *found == code;
}

// -- connect ------------------------------------------------------------------

TEST_F(Policy, without_a_token_nobody_connects_unless_the_operator_says_so) {
  EXPECT_TRUE(is(rules.connect("", now), close_code::bad_request));
  options.allow_anonymous_connect_without_token = true;
  const auto anonymous = std::get<credentials>(rules.connect("", now));
  EXPECT_EQ(anonymous.claims.user, "");
  EXPECT_FALSE(anonymous.insecure);
  options.insecure = true;
  EXPECT_TRUE(std::get<credentials>(rules.connect("", now)).insecure);
}

TEST_F(Policy, a_connection_is_what_its_token_says) {
  const auto found = std::get<credentials>(
      connect(R"({"sub":"ann","exp":1700000060,"channels":["news"]})"));
  EXPECT_EQ(found.claims.user, "ann");
  EXPECT_EQ(found.claims.expires_at, now + 60);
  EXPECT_TRUE(found.claims.subscriptions.contains("news"));
  EXPECT_TRUE(is_granted(connect("{}")));
}

TEST_F(Policy, a_connection_token_that_does_not_hold_is_refused) {
  EXPECT_TRUE(is(connect(R"({"exp":1})"), reply_error::token_expired));
  EXPECT_TRUE(is(connect(R"({"sub":1})"), close_code::invalid_token));
  EXPECT_TRUE(is(connect(R"({"channel":"a"})"), close_code::invalid_token));
  EXPECT_TRUE(is(connect(R"({"nbf":1800000000})"), reply_error::token_expired));
  EXPECT_TRUE(is(rules.connect("x", now), close_code::invalid_token));
  EXPECT_TRUE(is(rules.connect(hmac_token("{}", "subscribe"), now),
                 close_code::invalid_token));
}

TEST_F(Policy, a_token_of_nobody_may_be_unwanted) {
  options.disallow_anonymous_connection_tokens = true;
  EXPECT_TRUE(is(connect("{}"), close_code::permission_denied));
  EXPECT_TRUE(is_granted(connect(R"({"sub":"ann"})")));
}

TEST_F(Policy, a_token_may_not_ask_for_rooms_that_cannot_be) {
  EXPECT_TRUE(is(connect(R"({"channels":["news","no:a"]})"),
                 reply_error::unknown_channel));
  EXPECT_TRUE(
      is(connect(R"({"subs":{"no:a":{}}})"), reply_error::unknown_channel));
  EXPECT_TRUE(is(connect(R"({"channels":["012345678901234567890"]})"),
                 reply_error::bad_request));
}

TEST_F(Policy, for_development_tokens_are_checked_and_nothing_expires) {
  options.insecure = true;
  const auto found =
      std::get<credentials>(connect(R"({"sub":"ann","exp":1700000060})"));
  EXPECT_EQ(found.claims.user, "ann");
  EXPECT_EQ(found.claims.expires_at, 0);
  EXPECT_TRUE(is(rules.connect("x", now), close_code::invalid_token));
  const auto fresh = refresh(R"({"sub":"ann","exp":1700000060})");
  EXPECT_EQ(std::get<connection_claims>(fresh).expires_at, 0);
}

TEST_F(Policy, a_refresh_is_for_the_same_user) {
  const auto found = refresh(R"({"sub":"ann","exp":1700000060})");
  EXPECT_EQ(std::get<connection_claims>(found).expires_at, now + 60);
  EXPECT_TRUE(is(refresh(R"({"sub":"bob"})"), close_code::invalid_token));
  EXPECT_TRUE(
      is(refresh(R"({"sub":"ann","exp":1})"), close_code::connection_expired));
  EXPECT_TRUE(is(rules.refresh("x", "ann", now), close_code::invalid_token));
  EXPECT_TRUE(is(rules.refresh("", "ann", now), close_code::bad_request));
}

// -- subscribe: the checks of docs/wire-facts.md, 1.7.1, in their order -------

TEST_F(Policy, a_room_needs_a_possible_name_whatever_is_shown) {
  const std::string limit(max_name_length, 'a');
  EXPECT_TRUE(is_granted(subscribe(limit)));
  EXPECT_TRUE(is(subscribe(limit + 'a'), reply_error::bad_request));
  EXPECT_TRUE(is(subscribe("no:" + limit), reply_error::bad_request));
  EXPECT_TRUE(is(subscribe("no:a"), reply_error::unknown_channel));
  EXPECT_TRUE(is(subscribe("no:é"), reply_error::unknown_channel));
  EXPECT_TRUE(is(subscribe("é"), reply_error::bad_request));
  EXPECT_TRUE(is_granted(subscribe("any:é")));
  EXPECT_TRUE(is(subscribe_with("no:a", R"({"channel":"no:a","sub":"ann"})"),
                 reply_error::unknown_channel));
  EXPECT_TRUE(is(subscribe("é", developer), reply_error::bad_request));
}

TEST_F(Policy, a_private_room_needs_a_token) {
  EXPECT_TRUE(is(subscribe("$open:a"), reply_error::permission_denied));
  EXPECT_TRUE(is_granted(
      subscribe_with("$open:a", R"({"sub":"ann","channel":"$open:a"})")));
}

TEST_F(Policy, a_subscription_token_that_does_not_hold_is_refused) {
  EXPECT_TRUE(is(
      subscribe_with("open:a", R"({"sub":"ann","channel":"open:a","exp":1})"),
      reply_error::token_expired));
  EXPECT_TRUE(is(subscribe_with("open:a", R"({"sub":"ann"})"),
                 reply_error::permission_denied));
  EXPECT_TRUE(is(rules.subscribe("open:a", "x", ann, now),
                 reply_error::permission_denied));
  EXPECT_TRUE(is(rules.subscribe(
                     "open:a", hmac_token(R"({"channel":"open:a"})", "connect"),
                     nobody, now),
                 reply_error::permission_denied));
}

TEST_F(Policy, a_token_for_another_ends_the_connection) {
  for (const auto* claims :
       {R"({"sub":"ann","channel":"open:b"})",
        R"({"sub":"bob","channel":"open:a"})", R"({"channel":"open:a"})",
        R"({"sub":"ann","channel":"open:a","client":"client-2"})"})
    EXPECT_TRUE(is(subscribe_with("open:a", claims), close_code::invalid_token))
        << claims;
  EXPECT_TRUE(is_granted(subscribe_with(
      "open:a", R"({"sub":"ann","channel":"open:a","client":"client-1"})")));
}

TEST_F(Policy, a_token_grants_what_the_namespace_does_not) {
  const auto terms = std::get<subscription_terms>(subscribe_with(
      "shut:a", R"({"sub":"ann","channel":"shut:a","info":{"a":1},"data":[2],)"
                R"("exp":1700000060,"override":{"presence":{"value":true},)"
                R"("force_recovery":{"value":true}}})"));
  EXPECT_EQ(terms.chan_info, R"({"a":1})");
  EXPECT_EQ(terms.data, "[2]");
  EXPECT_EQ(terms.expires_at, now + 60);
  EXPECT_TRUE(terms.options.presence);
  EXPECT_TRUE(terms.options.force_recovery);
  EXPECT_FALSE(terms.options.join_leave);
}

TEST_F(Policy, a_token_can_take_away_what_the_namespace_has) {
  const auto terms = std::get<subscription_terms>(
      subscribe_with("any:a", R"({"sub":"ann","channel":"any:a",)"
                              R"("override":{"presence":{"value":false}}})"));
  EXPECT_FALSE(terms.options.presence);
  EXPECT_EQ(terms.options.history_size, 10u);
}

TEST_F(Policy, without_a_token_the_namespace_decides) {
  EXPECT_TRUE(is(subscribe("shut:a"), reply_error::permission_denied));
  EXPECT_TRUE(is_granted(subscribe("news")));
  EXPECT_TRUE(is(subscribe("news", nobody), reply_error::permission_denied));
  EXPECT_TRUE(is_granted(subscribe("open:a", nobody)));
}

TEST_F(Policy, a_room_of_users_is_for_them) {
  EXPECT_TRUE(is_granted(subscribe("users:a#ann")));
  EXPECT_TRUE(is_granted(subscribe("users:a#bob,ann")));
  for (const auto* room :
       {"users:a#bob", "users:a#an", "users:a#annie", "users:a#", "users:a"})
    EXPECT_TRUE(is(subscribe(room), reply_error::permission_denied)) << room;
  EXPECT_TRUE(
      is(subscribe("users:a#", nobody), reply_error::permission_denied));
  // Where the form is not enabled the name means nothing.
  EXPECT_TRUE(is(subscribe("shut:a#ann"), reply_error::permission_denied));
  EXPECT_TRUE(is_granted(subscribe("open:a#bob")));
}

TEST_F(Policy, for_development_every_room_is_open) {
  for (const auto* room : {"shut:a", "$shut:a", "users:a#bob", "news"})
    EXPECT_TRUE(is_granted(subscribe(room, developer))) << room;
  const auto terms = std::get<subscription_terms>(subscribe_with(
      "shut:a", R"({"channel":"shut:a","exp":1700000060})", developer));
  EXPECT_EQ(terms.expires_at, 0);
}

TEST_F(Policy, the_application_needs_a_possible_name_and_no_right) {
  subscription_grant grant{.info = "1", .data = "2", .override = {}};
  grant.override.presence = true;
  const auto terms =
      std::get<subscription_terms>(rules.subscribe("$shut:a", grant));
  EXPECT_EQ(terms.chan_info, "1");
  EXPECT_EQ(terms.data, "2");
  EXPECT_TRUE(terms.options.presence);
  EXPECT_TRUE(is(rules.subscribe("no:a", grant), reply_error::unknown_channel));
  EXPECT_TRUE(is(rules.subscribe("é", grant), reply_error::bad_request));
}

TEST_F(Policy, a_subscription_is_refreshed_by_a_token_for_it) {
  const auto found =
      refresh_with(R"({"sub":"ann","channel":"shut:a","exp":1700000060})");
  EXPECT_EQ(std::get<subscription_claims>(found).expires_at, now + 60);
  EXPECT_TRUE(is(refresh_with(R"({"sub":"ann","channel":"shut:a","exp":1})"),
                 reply_error::expired));
  EXPECT_TRUE(is(refresh_with(R"({"sub":"ann","channel":"shut:b"})"),
                 close_code::invalid_token));
  EXPECT_TRUE(is(refresh_with("{}"), close_code::invalid_token));
  EXPECT_TRUE(is(rules.refresh_subscription("shut:a", "", ann, now),
                 reply_error::bad_request));
}

}  // namespace
}  // namespace parley
