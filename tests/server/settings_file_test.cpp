// SPDX-License-Identifier: Apache-2.0
#include "server/settings_file.hpp"

#include "tests/server/sources.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

class SettingsFile : public sources {};

TEST_F(SettingsFile, it_sets_nested_keys) {
  file(
      "listen = ['127.0.0.1:1', '127.0.0.1:2']\nthreads = 3\n"
      "[client]\nping_interval = '10s'\nmessage_rate = 2.5\n"
      "[websocket]\ncompression = true\n"
      "[client.token]\nhmac_previous_secret_key_valid_until = 4102444800\n");
  const auto s = load();
  EXPECT_EQ(s.listen.size(), 2u);
  EXPECT_EQ(s.threads, 3u);
  EXPECT_EQ(s.net.bounds.ping_interval, 10s);
  EXPECT_EQ(s.net.bounds.message_rate, 2.5);
  EXPECT_TRUE(s.net.compression);
  EXPECT_EQ(s.client.token.hmac_previous_secret_key_valid_until, 4'102'444'800);
}

TEST_F(SettingsFile, an_unknown_key_is_told_the_nearest_known_one) {
  EXPECT_EQ(failure_of("\n[client]\nping_intervall = '5s'\n"),
            ":3: unknown key client.ping_intervall, the nearest known one is "
            "client.ping_interval");
}

TEST_F(SettingsFile, a_wrong_value_is_found_by_line) {
  EXPECT_EQ(failure_of("threads = 1\n[client]\nping_interval = 'soon'\n")
                .find(":3: client.ping_interval: \"soon\""),
            0u);
  EXPECT_EQ(failure_of("threads = 1979-05-27\n"),
            ":1: threads: takes a text, a number, true or false");
}

TEST_F(SettingsFile, one_that_is_no_toml_is_found_by_line) {
  EXPECT_EQ(failure_of("threads = \n").find(":1: "), 0u) << failure();
}

TEST_F(SettingsFile, a_missing_one_is_an_error) {
  source.file = "/nonexistent/parley.toml";
  EXPECT_EQ(failure(),
            "/nonexistent/parley.toml: cannot be read: No such file or "
            "directory");
  source.file = "/";
  EXPECT_EQ(failure(), "/: cannot be read: Is a directory");
  source.file.clear();
}

// -- namespaces ---------------------------------------------------------------

TEST_F(SettingsFile, it_makes_namespaces) {
  file(
      "[channel]\nmax_length = 64\n"
      "[channel.without_namespace]\nallow_plain = false\n"
      "[[channel.namespaces]]\nname = 'chat'\npresence = true\n"
      "slow = 'drop_oldest'\n"
      "[[channel.namespaces]]\nhistory_size = 5\nhistory_ttl = '1m'\n"
      "name = 'v1.news'\n");
  const auto channel = load().channel;
  EXPECT_EQ(channel.without_namespace.allow_plain, plain_access::closed);
  ASSERT_EQ(channel.namespaces.size(), 2u);
  EXPECT_TRUE(channel.namespaces.at("chat").presence);
  EXPECT_EQ(channel.namespaces.at("chat").slow, slow_policy::drop_oldest);
  EXPECT_TRUE(channel.namespaces.at("v1.news").has_history());
  EXPECT_FALSE(channel.namespaces.at("v1.news").presence);
}

TEST_F(SettingsFile, a_namespace_needs_a_name_that_it_may_have) {
  EXPECT_EQ(failure_of("\n[[channel.namespaces]]\npresence = true\n"),
            ":2: channel.namespaces: each needs a name");
  EXPECT_EQ(failure_of("[[channel.namespaces]]\nname = 'a:b'\n")
                .find(":2: channel.namespaces: \"a:b\" is not a valid name"),
            0u);
  EXPECT_EQ(failure_of("[channel]\nnamespaces = ['chat']\n"),
            ":2: channel.namespaces: each needs a name");
}

TEST_F(SettingsFile, a_namespace_is_there_once) {
  EXPECT_EQ(
      failure_of("[[channel.namespaces]]\nname = 'chat'\n"
                 "[[channel.namespaces]]\nname = 'chat'\n"),
      ":4: channel.namespaces: chat is defined twice; put all its options "
      "in one place");
}

TEST_F(SettingsFile, an_unknown_option_is_told_the_nearest_known_one) {
  EXPECT_EQ(
      failure_of("[[channel.namespaces]]\nname = 'chat'\nhistroy_size = 1\n"),
      ":3: unknown key channel.namespaces.chat.histroy_size, the nearest known "
      "one is channel.namespaces.chat.history_size");
}

TEST_F(SettingsFile, a_word_that_is_none_of_the_list_is_told_the_list) {
  EXPECT_EQ(failure_of("[[channel.namespaces]]\nname = 'chat'\nslow = 'x'\n"),
            ":3: channel.namespaces.chat.slow: \"x\" is not one of "
            "\"disconnect\", \"drop_oldest\", \"latest_only\"");
}

TEST_F(SettingsFile, namespaces_are_a_list) {
  EXPECT_EQ(failure_of("[channel.namespaces.chat]\npresence = true\n"),
            ":1: channel.namespaces: must be a list of tables that begin with "
            "[[channel.namespaces]] and have a name");
}

// -- secrets ------------------------------------------------------------------

TEST_F(SettingsFile, no_secret_gets_into_an_error) {
  for (const auto* value :
       {"12345678901234567890123", "true4567", "0x12345678901234567890123",
        "'12345", "12345678 # x", "['12345']", "12345", "\"\\12345\"",
        "1e12345", "'a'\nhmac_secret_key = 12345"}) {
    file("[client.token]\nhmac_secret_key = " + std::string(value) +
         "\nunknown = 1\n");
    const auto said = failure();
    EXPECT_NE(said, "no failure");
    EXPECT_EQ(said.find("345"), std::string::npos) << said;
    EXPECT_EQ(said.find("4567"), std::string::npos) << said;
  }
}

TEST_F(SettingsFile, a_secret_that_is_no_toml_is_found_by_line) {
  EXPECT_EQ(
      failure_of("[http_api]\ninsecure = false\nkey = 123456789012345678901\n"),
      ":3: the value of this key is not valid TOML");
}

}  // namespace
}  // namespace parley
