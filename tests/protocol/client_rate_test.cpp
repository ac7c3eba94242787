// SPDX-License-Identifier: Apache-2.0
#include "protocol/client_rate.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

const client_rate::time_point start{};

constexpr client_rate::bounds bounds{
    .commands = {2, 4}, .joins = {1, 3}, .bytes = {100, 1'000}};

int taken(client_rate& rate, client_deed deed, std::size_t bytes) {
  int count = 0;
  while (count < 1'000 && rate.take(deed, bytes, start)) ++count;
  return count;
}

TEST(ClientRate, commands_and_subscriptions_are_counted_apart) {
  client_rate rate(bounds, start);
  EXPECT_EQ(taken(rate, client_deed::command, 0), 4);
  EXPECT_EQ(taken(rate, client_deed::join, 0), 3);
}

TEST(ClientRate, bytes_count_whatever_they_were_for) {
  client_rate rate({.commands = {}, .joins = {}, .bytes = {100, 1'000}}, start);
  EXPECT_TRUE(rate.take(client_deed::command, 600, start));
  EXPECT_FALSE(rate.take(client_deed::join, 500, start));
  EXPECT_FALSE(rate.take(client_deed::command, 0, start + 900ms));
  EXPECT_TRUE(rate.take(client_deed::command, 0, start + 1'100ms));
}

TEST(ClientRate, an_answer_far_over_the_burst_costs_one_more_burst_at_most) {
  client_rate rate({.commands = {}, .joins = {}, .bytes = {100, 1'000}}, start);
  EXPECT_FALSE(rate.take(client_deed::command, 1'000'000, start));
  EXPECT_FALSE(rate.take(client_deed::command, 0, start + 9'900ms));
  EXPECT_TRUE(rate.take(client_deed::command, 0, start + 10'100ms));
}

TEST(ClientRate, twice_is_twice_the_burst_at_the_same_rate) {
  client_rate rate(twice(bounds), start);
  EXPECT_EQ(taken(rate, client_deed::command, 0), 8);
  EXPECT_EQ(taken(rate, client_deed::join, 0), 6);
  EXPECT_FALSE(rate.take(client_deed::join, 0, start + 900ms));
  EXPECT_TRUE(rate.take(client_deed::join, 0, start + 1'100ms));
}

}  // namespace
}  // namespace parley
