// SPDX-License-Identifier: Apache-2.0
#include "server/channel_keys.hpp"

#include "tests/server/keys.hpp"

#include <gtest/gtest.h>

#include <set>

namespace parley {
namespace {

using namespace std::chrono_literals;

TEST(ChannelKeys, they_reach_what_they_name) {
  channel_settings values;
  const auto keys = channel_keys(values);
  set_key(keys, "channel.history_meta_ttl", "2h");
  set_key(keys, "channel.publication_data_format", "json");
  set_key(keys, "channel.without_namespace.history_size", "10");
  set_key(keys, "channel.without_namespace.history_ttl", "5m");
  set_key(keys, "channel.without_namespace.channel_regex", "[a-z]+");
  set_key(keys, "channel.without_namespace.publish_rate", "2.5");
  set_key(keys, "channel.without_namespace.publish_byte_burst", "1000");
  EXPECT_EQ(values.history_meta_ttl, 2h);
  EXPECT_EQ(values.publication_data_format, data_format::json);
  EXPECT_EQ(values.without_namespace.history_size, 10u);
  EXPECT_EQ(values.without_namespace.history_ttl, 5min);
  EXPECT_EQ(values.without_namespace.channel_regex, "[a-z]+");
  EXPECT_EQ(values.without_namespace.publish_rate, 2.5);
  EXPECT_EQ(values.without_namespace.publish_byte_burst, 1'000);
}

TEST(ChannelKeys, a_namespace_has_the_same_options) {
  channel_settings values;
  channel_options chat;
  std::set<std::string> expected, found;
  const std::string prefix = "channel.without_namespace.";
  for (const auto& each : channel_keys(values))
    if (each.key.starts_with(prefix))
      expected.insert("channel.namespaces.chat." +
                      each.key.substr(prefix.size()));
  for (const auto& each : namespace_keys("chat", chat)) found.insert(each.key);
  EXPECT_EQ(found, expected);
  EXPECT_EQ(found.size(), 33u);
}

TEST(ChannelKeys, no_two_keys_set_the_same_option) {
  channel_options chat;
  const auto keys = namespace_keys("chat", chat);
  for (const auto& each : keys) {
    const auto* const* flag = std::get_if<bool*>(&each.value);
    if (!flag) continue;
    assign(each, "true");
    const auto are_on = std::ranges::count_if(keys, [](const setting& other) {
      const auto* const* value = std::get_if<bool*>(&other.value);
      return value && **value;
    });
    EXPECT_EQ(are_on, 1) << each.key;
    assign(each, "false");
  }
}

TEST(ChannelKeys, plain_clients_may_have_half_a_right) {
  channel_options chat;
  const auto keys = namespace_keys("chat", chat);
  const std::string key = "channel.namespaces.chat.allow_plain";
  set_key(keys, key, "true");
  EXPECT_EQ(chat.allow_plain, plain_access::open);
  set_key(keys, key, "read");
  EXPECT_EQ(chat.allow_plain, plain_access::read);
  set_key(keys, key, "false");
  EXPECT_EQ(chat.allow_plain, plain_access::closed);
  EXPECT_THROW(set_key(keys, key, "write"), settings_error);
}

TEST(ChannelKeys, policies_are_words) {
  channel_options chat;
  const auto keys = namespace_keys("chat", chat);
  set_key(keys, "channel.namespaces.chat.force_recovery_mode", "cache");
  set_key(keys, "channel.namespaces.chat.slow", "latest_only");
  set_key(keys, "channel.namespaces.chat.publication_data_format", "binary");
  EXPECT_EQ(chat.force_recovery_mode, recovery_mode::cache);
  EXPECT_EQ(chat.slow, slow_policy::latest_only);
  EXPECT_EQ(chat.publication_data_format, data_format::binary);
  set_key(keys, "channel.namespaces.chat.slow", "drop_oldest");
  set_key(keys, "channel.namespaces.chat.publication_data_format", "");
  EXPECT_EQ(chat.slow, slow_policy::drop_oldest);
  EXPECT_EQ(chat.publication_data_format, data_format::any);
  EXPECT_THROW(set_key(keys, "channel.namespaces.chat.slow", "wait"),
               settings_error);
}

}  // namespace
}  // namespace parley
