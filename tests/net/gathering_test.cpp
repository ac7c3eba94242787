// SPDX-License-Identifier: Apache-2.0
#include "net/gathering.hpp"

#include "protocol/limits.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace parley {
namespace {

TEST(Gathering, the_first_ones_of_a_room_are_early) {
  gathering seats;
  std::vector<gathering::seat> taken;
  for (std::uint32_t i = 0; i < gathered_members; ++i) {
    taken.push_back(seats.enter("den"));
    EXPECT_TRUE(taken.back().is_early()) << i;
  }
  EXPECT_FALSE(seats.enter("den").is_early());
  EXPECT_TRUE(seats.enter("another").is_early());
}

TEST(Gathering, a_seat_is_given_back_once) {
  gathering seats;
  std::vector<gathering::seat> taken;
  for (std::uint32_t i = 0; i < gathered_members; ++i)
    taken.push_back(seats.enter("den"));
  {
    auto moved = std::move(taken.back());
    taken.pop_back();
    EXPECT_FALSE(seats.enter("den").is_early());
  }
  EXPECT_TRUE(seats.enter("den").is_early());
}

}  // namespace
}  // namespace parley
