// SPDX-License-Identifier: Apache-2.0
#include "server/registry.hpp"

#include "server/value.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

template <class Step>
std::string failure(Step step) {
  try {
    step();
    return "no failure";
  } catch (const settings_error& error) {
    return error.what();
  }
}

TEST(Registry, keys_are_found_by_name) {
  settings values;
  const registry known(values);
  assign(known.find("threads"), "3");
  EXPECT_EQ(values.threads, 3u);
}

TEST(Registry, an_unknown_key_is_told_the_nearest_known_one) {
  settings values;
  const registry known(values);
  EXPECT_EQ(failure([&] { known.find("client.token.hmac_secret"); }),
            "unknown key client.token.hmac_secret, the nearest known one is "
            "client.token.hmac_secret_key");
}

TEST(Registry, a_namespace_brings_its_keys) {
  settings values;
  registry known(values);
  const auto before = known.all().size();
  known.add_namespace("chat");
  assign(known.find("channel.namespaces.chat.presence"), "true");
  EXPECT_TRUE(values.channel.namespaces.at("chat").presence);
  EXPECT_EQ(values.channel.namespaces.at("chat").allow_plain,
            plain_access::closed);
  EXPECT_EQ(known.all().size(), before + 33);
}

TEST(Registry, namespaces_that_are_there_have_keys) {
  settings values;
  values.channel.namespaces["chat"] = {};
  const registry known(values);
  EXPECT_NO_THROW(known.find("channel.namespaces.chat.presence"));
}

TEST(Registry, there_is_one_namespace_of_a_name) {
  settings values;
  registry known(values);
  known.add_namespace("chat");
  EXPECT_EQ(failure([&] { known.add_namespace("chat"); }),
            "channel.namespaces: chat is defined twice; put all its options in "
            "one place");
}

TEST(Registry, a_name_that_no_namespace_may_have_is_refused) {
  settings values;
  registry known(values);
  EXPECT_EQ(failure([&] { known.add_namespace("a:b"); }),
            "channel.namespaces: \"a:b\" is not a valid name: it takes two or "
            "more of "
            "A-Z, a-z, 0-9, -, _ and .");
  EXPECT_TRUE(values.channel.namespaces.empty());
}

TEST(Registry, a_key_of_a_namespace_makes_it) {
  settings values;
  registry known(values);
  known.add_namespace_of("channel.namespaces.v1.chat.presence");
  known.add_namespace_of("channel.namespaces.v1.chat.join_leave");
  known.add_namespace_of("channel.without_namespace.presence");
  known.add_namespace_of("channel.namespaces.presence");
  ASSERT_EQ(values.channel.namespaces.size(), 1u);
  EXPECT_EQ(values.channel.namespaces.begin()->first, "v1.chat");
  EXPECT_NO_THROW(known.find("channel.namespaces.v1.chat.presence"));
}

}  // namespace
}  // namespace parley
