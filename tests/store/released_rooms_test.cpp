// SPDX-License-Identifier: Apache-2.0
#include "store/released_rooms.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(ReleasedRooms, are_known_until_they_are_taken) {
  released_rooms known(10);
  EXPECT_FALSE(known.take("a"));
  known.add("a", 1);
  known.add("b", 2);
  EXPECT_EQ(known.take("a"), 1u);
  EXPECT_FALSE(known.take("a"));
  EXPECT_EQ(known.take("b"), 2u);
  EXPECT_EQ(known.size(), 0u);
}

TEST(ReleasedRooms, the_last_end_counts) {
  released_rooms known(10);
  known.add("a", 1);
  known.add("a", 7);
  EXPECT_EQ(known.size(), 1u);
  EXPECT_EQ(known.take("a"), 7u);
}

TEST(ReleasedRooms, over_the_bound_the_oldest_is_forgotten) {
  released_rooms known(2);
  known.add("a", 1);
  known.add("b", 2);
  known.add("a", 3);  // now the newest
  known.add("c", 4);
  EXPECT_EQ(known.size(), 2u);
  EXPECT_FALSE(known.take("b"));
  EXPECT_EQ(known.take("a"), 3u);
  EXPECT_EQ(known.take("c"), 4u);
}

}  // namespace
}  // namespace parley
