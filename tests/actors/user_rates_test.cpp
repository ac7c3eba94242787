// SPDX-License-Identifier: Apache-2.0
#include "actors/user_rates.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

const client_rate::time_point now{};

bool take(client_rate& from) {
  return from.take(client_deed::command, 0, now);
}

client_options one_at_a_time() {
  client_options options;
  options.user_command_rate = options.user_command_burst = 1;
  return options;
}

TEST(UserRates, connections_of_one_user_share_a_rate) {
  const auto options = one_at_a_time();
  user_rates rates(options);
  const auto a = rates.of("42", now), b = rates.of("42", now);
  EXPECT_TRUE(take(*a));
  EXPECT_FALSE(take(*b));
  EXPECT_TRUE(take(*rates.of("43", now)));
}

TEST(UserRates, the_anonymous_user_has_none) {
  const client_options options;
  EXPECT_EQ(user_rates(options).of("", now), nullptr);
}

TEST(UserRates, many_users_who_came_and_went_are_forgotten) {
  const auto options = one_at_a_time();
  user_rates rates(options);
  const auto stays = rates.of("stays", now);
  EXPECT_TRUE(take(*stays));
  for (int i = 0; i < 1'000; ++i) rates.of(std::to_string(i), now);
  EXPECT_EQ(rates.of("stays", now), stays);
  EXPECT_TRUE(take(*rates.of("7", now)));
}

}  // namespace
}  // namespace parley
