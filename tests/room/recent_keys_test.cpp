// SPDX-License-Identifier: Apache-2.0
#include "room/recent_keys.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

using namespace std::chrono_literals;

constexpr recent_keys::time_point start{};

TEST(RecentKeys, the_first_answer_to_a_key_is_found) {
  recent_keys keys;
  EXPECT_EQ(keys.find("a", start), nullptr);
  keys.add("a", {5, "E"}, start);
  ASSERT_TRUE(keys.find("a", start));
  EXPECT_EQ(*keys.find("a", start), (stream_position{5, "E"}));
  EXPECT_EQ(keys.find("b", start), nullptr);
}

TEST(RecentKeys, an_answer_is_forgotten_after_its_time) {
  recent_keys keys;
  keys.add("a", {1, "E"}, start);
  keys.add("b", {2, "E"}, start + 1s);
  EXPECT_TRUE(keys.find("a", start + recent_keys::lifetime - 1ms));
  EXPECT_FALSE(keys.find("a", start + recent_keys::lifetime));
  EXPECT_TRUE(keys.find("b", start + recent_keys::lifetime));
}

TEST(RecentKeys, a_forgotten_key_is_new_again) {
  recent_keys keys;
  keys.add("a", {1, "E"}, start);
  const auto later = start + recent_keys::lifetime;
  EXPECT_FALSE(keys.find("a", later));
  keys.add("a", {2, "E"}, later);
  EXPECT_EQ(keys.find("a", later)->offset, 2u);
  EXPECT_TRUE(keys.find("a", later + recent_keys::lifetime - 1ms));
}

TEST(RecentKeys, over_capacity_the_oldest_is_forgotten) {
  recent_keys keys;
  for (std::size_t i = 0; i <= recent_keys::capacity; ++i)
    keys.add(std::to_string(i), {i, "E"}, start);
  EXPECT_FALSE(keys.find("0", start));
  EXPECT_TRUE(keys.find("1", start));
  EXPECT_TRUE(keys.find(std::to_string(recent_keys::capacity), start));
}

}  // namespace
}  // namespace parley
