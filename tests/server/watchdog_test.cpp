// SPDX-License-Identifier: Apache-2.0
#include "server/watchdog.hpp"

#include "protocol/limits.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <gtest/gtest.h>

namespace parley {
namespace {

using std::chrono::milliseconds;
using time_point = home::clock::time_point;

class Watchdog : public ::testing::Test {
 protected:
  caf::actor_system_config config;
  caf::actor_system system{config};
  home where{system, 0, [] {}};
  watchdog dog{{&where}, memory_watch([] {})};
  const time_point began = home::clock::now();
};

TEST_F(Watchdog, says_nothing_of_a_loop_that_sleeps) {
  EXPECT_EQ(dog.look(began + std::chrono::hours(1)), 0u);
}

TEST_F(Watchdog, reports_a_turn_that_does_not_end_once) {
  where.begin_turn_if_asleep(began);
  EXPECT_EQ(dog.look(began + stall_threshold - milliseconds(1)), 0u);
  EXPECT_EQ(dog.look(began + stall_threshold), 1u);
  EXPECT_EQ(dog.look(began + 10 * stall_threshold), 0u) << "the same turn";
  where.end_turn(began + 11 * stall_threshold, 1, 1);
  const auto next = began + 12 * stall_threshold;
  where.begin_turn_if_asleep(next);
  EXPECT_EQ(dog.look(next + stall_threshold), 1u) << "another one";
}

TEST_F(Watchdog, a_turn_that_was_long_is_counted_at_its_end) {
  where.begin_turn_if_asleep(began);
  where.end_turn(began + stall_threshold + milliseconds(1), 3, 4);
  where.begin_turn_if_asleep(began + milliseconds(200));
  where.end_turn(began + milliseconds(201), 1, 1);
  EXPECT_EQ(where.turns().turns, 2u);
  EXPECT_EQ(where.turns().stalls, 1u);
  EXPECT_EQ(where.turns().handlers, 4u);
  EXPECT_EQ(where.turns().actors, 5u);
  EXPECT_EQ(where.turns().longest, stall_threshold + milliseconds(1));
}

TEST_F(Watchdog, stops_at_once) {
  dog.start();
  const auto asked = home::clock::now();
  dog.stop();
  EXPECT_LT(home::clock::now() - asked, std::chrono::seconds(5));
}

}  // namespace
}  // namespace parley
