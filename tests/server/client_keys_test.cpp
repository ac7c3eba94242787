// SPDX-License-Identifier: Apache-2.0
#include "server/client_keys.hpp"

#include "tests/server/keys.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

TEST(ClientKeys, they_reach_what_they_name) {
  client_options values;
  const auto keys = client_keys(values);
  set_key(keys, "client.allow_anonymous_connect_without_token", "true");
  set_key(keys, "rpc.ping.enabled", "true");
  set_key(keys, "client.expired_sub_close_delay", "7s");
  set_key(keys, "client.channel_limit", "3");
  set_key(keys, "client.user_command_rate", "2.5");
  set_key(keys, "rooms.limit", "7");
  set_key(keys, "client.address_new_room_burst", "9");
  EXPECT_TRUE(values.allow_anonymous_connect_without_token);
  EXPECT_TRUE(values.rpc_ping);
  EXPECT_EQ(values.expired_sub_close_delay, 7s);
  EXPECT_EQ(values.channel_limit, 3u);
  EXPECT_EQ(values.user_command_rate, 2.5);
  EXPECT_EQ(values.room_limit, 7u);
  EXPECT_EQ(values.address_new_room_burst, 9);
}

TEST(ClientKeys, connections_and_subscriptions_have_their_own_tokens) {
  client_options values;
  const auto keys = client_keys(values);
  set_key(keys, "client.token.hmac_secret_key", "a");
  set_key(keys, "client.subscription_token.hmac_secret_key", "b");
  set_key(keys, "client.token.hmac_previous_secret_key_valid_until",
          "4102444800");
  EXPECT_EQ(values.token.hmac_secret_key, "a");
  EXPECT_EQ(values.subscription_token.hmac_secret_key, "b");
  EXPECT_EQ(values.token.hmac_previous_secret_key_valid_until, 4'102'444'800);
}

TEST(ClientKeys, what_signs_and_what_opens_is_secret) {
  client_options client;
  EXPECT_EQ(secrets_of(client_keys(client)),
            (std::vector<std::string>{
                "client.subscription_token.hmac_previous_secret_key",
                "client.subscription_token.hmac_secret_key",
                "client.token.hmac_previous_secret_key",
                "client.token.hmac_secret_key"}));
}

}  // namespace
}  // namespace parley
