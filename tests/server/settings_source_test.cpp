// SPDX-License-Identifier: Apache-2.0
#include "server/settings_source.hpp"

#include "tests/server/sources.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

class SettingsSource : public sources {};

TEST_F(SettingsSource, flags_win_over_environment_over_file) {
  file("threads = 1\n[client]\nping_interval = '9s'\npong_timeout = '1s'\n");
  environment["PARLEY_CLIENT_PING_INTERVAL"] = "5s";
  environment["PARLEY_CLIENT_PONG_TIMEOUT"] = "2s";
  source.flags = {{"client.pong_timeout", "3s"}};
  const auto s = load();
  EXPECT_EQ(s.threads, 1u);
  EXPECT_EQ(s.net.bounds.ping_interval, 5s);
  EXPECT_EQ(s.net.bounds.pong_timeout, 3s);
}

TEST_F(SettingsSource, every_key_has_a_variable) {
  settings values;
  for (const auto& each : all_settings(values)) {
    environment = {{environment_name(each.key), "\x01"}};
    if (std::holds_alternative<std::string*>(each.value) ||
        std::holds_alternative<std::vector<std::string>*>(each.value))
      continue;  // takes any text
    EXPECT_NE(failure().find(environment_name(each.key)), std::string::npos);
  }
}

TEST_F(SettingsSource, an_empty_variable_is_unset) {
  environment["PARLEY_THREADS"] = "";
  EXPECT_EQ(load().threads, 0u);
}

TEST_F(SettingsSource, values_that_contradict_each_other_are_refused) {
  source.flags = {{"channel.without_namespace.force_recovery", "true"}};
  EXPECT_EQ(failure().find("channel.without_namespace.force_recovery: "), 0u);
}

// -- namespaces ---------------------------------------------------------------

TEST_F(SettingsSource, a_flag_makes_a_namespace) {
  source.flags = {{"channel.namespaces.v1.chat.presence", "true"},
                  {"channel.namespaces.v1.chat.history_size", "5"},
                  {"channel.namespaces.v1.chat.history_ttl", "1m"}};
  const auto spaces = load().channel.namespaces;
  ASSERT_EQ(spaces.size(), 1u);
  EXPECT_TRUE(spaces.at("v1.chat").presence);
  EXPECT_TRUE(spaces.at("v1.chat").has_history());
}

TEST_F(SettingsSource, a_flag_wins_inside_a_namespace_of_the_file) {
  file(
      "[[channel.namespaces]]\nname = 'chat'\npresence = true\n"
      "join_leave = true\n");
  source.flags = {{"channel.namespaces.chat.presence", "false"}};
  const auto chat = load().channel.namespaces.at("chat");
  EXPECT_FALSE(chat.presence);
  EXPECT_TRUE(chat.join_leave);
}

TEST_F(SettingsSource, a_flag_for_no_option_or_no_namespace_is_refused) {
  source.flags = {{"channel.namespaces.chat.presense", "true"}};
  EXPECT_EQ(failure(),
            "unknown key channel.namespaces.chat.presense, the nearest known "
            "one is channel.namespaces.chat.presence");
  source.flags = {{"channel.namespaces.a:b.presence", "true"}};
  EXPECT_EQ(failure().find("channel.namespaces: \"a:b\" is not a valid name"),
            0u);
  source.flags = {{"channel.namespaces.presence", "true"}};
  EXPECT_EQ(failure().find("unknown key channel.namespaces.presence"), 0u);
}

TEST_F(SettingsSource, a_variable_reaches_namespaces_that_exist) {
  environment["PARLEY_CHANNEL_NAMESPACES_V1_CHAT_2_PRESENCE"] = "true";
  environment["PARLEY_CHANNEL_NAMESPACES_GAME_PRESENCE"] = "true";
  environment["PARLEY_CHANNEL_NAMESPACES_NONE_PRESENCE"] = "true";
  file("[[channel.namespaces]]\nname = 'v1.chat-2'\n");
  source.flags = {{"channel.namespaces.game.join_leave", "true"}};
  const auto spaces = load().channel.namespaces;
  ASSERT_EQ(spaces.size(), 2u);
  EXPECT_TRUE(spaces.at("v1.chat-2").presence);
  EXPECT_TRUE(spaces.at("game").presence);
}

TEST_F(SettingsSource, a_variable_of_two_keys_is_refused) {
  file(
      "[[channel.namespaces]]\nname = 'a.b'\n"
      "[[channel.namespaces]]\nname = 'a-b'\n");
  EXPECT_EQ(failure(), "no failure");
  environment["PARLEY_CHANNEL_NAMESPACES_A_B_PRESENCE"] = "true";
  EXPECT_EQ(failure(),
            "PARLEY_CHANNEL_NAMESPACES_A_B_PRESENCE: is the variable of "
            "channel.namespaces.a-b.presence and of "
            "channel.namespaces.a.b.presence, set these in the file");
}

}  // namespace
}  // namespace parley
