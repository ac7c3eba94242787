// SPDX-License-Identifier: Apache-2.0
#include "net/api_key.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(ApiKey, is_the_whole_key) {
  EXPECT_TRUE(is_api_key("secret", "secret"));
  for (const auto* shown : {"", "secre", "secrets", "Secret", "xecret"})
    EXPECT_FALSE(is_api_key(shown, "secret")) << shown;
}

TEST(ApiKey, that_is_empty_is_nobodys) {
  EXPECT_FALSE(is_api_key("", ""));
  EXPECT_FALSE(is_api_key("secret", ""));
}

}  // namespace
}  // namespace parley
