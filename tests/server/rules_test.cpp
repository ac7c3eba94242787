// SPDX-License-Identifier: Apache-2.0
#include "server/rules.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Rules, have_the_namespaces_of_the_settings) {
  settings values;
  values.channel.namespaces["news"].presence = true;
  const rules made(values);
  EXPECT_TRUE(made.policy().find("news:today")->presence);
  EXPECT_EQ(made.policy().find("other:today"), nullptr);
  EXPECT_EQ(made.spaces()->find("news:x"), made.policy().find("news:x"));
}

TEST(Rules, of_a_regex_that_is_none_cannot_be_made) {
  settings values;
  values.channel.without_namespace.channel_regex = "(";
  EXPECT_THROW(rules{values}, settings_error);
}

TEST(Rules, of_a_key_that_is_none_cannot_be_made) {
  settings values;
  values.client.token.rsa_public_key = "-----BEGIN NONSENSE-----";
  EXPECT_THROW(rules{values}, settings_error);
}

}  // namespace
}  // namespace parley
