// SPDX-License-Identifier: Apache-2.0
#include "server/settings.hpp"

#include "tests/server/keys.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace parley {
namespace {

TEST(Settings, keys_are_unique_and_explained) {
  settings values;
  values.channel.namespaces["chat"] = {};
  std::set<std::string_view> keys;
  const auto all = all_settings(values);
  for (const auto& each : all) {
    EXPECT_TRUE(keys.insert(each.key).second) << each.key;
    EXPECT_TRUE(each.help.ends_with('.')) << each.key;
  }
}

TEST(Settings, a_namespace_has_its_own_keys) {
  settings values;
  values.channel.namespaces["chat"] = {};
  set_key(all_settings(values), "channel.namespaces.chat.presence", "true");
  EXPECT_TRUE(values.channel.namespaces["chat"].presence);
}

TEST(Settings, the_level_of_the_log_is_a_known_word) {
  settings values;
  const auto all = all_settings(values);
  for (const auto* level :
       {"trace", "debug", "info", "warning", "error", "critical", "off"}) {
    set_key(all, "log.level", level);
    EXPECT_EQ(values.log_level, level);
  }
  EXPECT_THROW(set_key(all, "log.level", "loud"), settings_error);
}

}  // namespace
}  // namespace parley
