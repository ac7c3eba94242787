// SPDX-License-Identifier: Apache-2.0
// A count that cannot find what is wrong would say that nothing is: so faults
// are planted.
#include "lab/load/tally.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace parley::load {
namespace {

TEST(Tally, what_comes_in_order_is_right) {
  tally t(2);
  for (std::uint32_t i = 0; i < 5; ++i)
    for (std::size_t who : {0u, 1u}) EXPECT_TRUE(t.hear(who, i));
  EXPECT_TRUE(t.is_level([](std::size_t) { return 5u; }));
  EXPECT_FALSE(t.is_level([](std::size_t) { return 6u; }));
  t.end(0, 5);
  t.end(1, 5);
  EXPECT_EQ(t.delivered(), 10u);
  EXPECT_EQ(t.lost() + t.duplicated() + t.reordered(), 0u);
}

TEST(Tally, what_is_jumped_over_is_lost_until_it_comes) {
  tally t(1);
  EXPECT_FALSE(t.hear(0, 2));
  EXPECT_EQ(t.lost(), 2u);
  EXPECT_FALSE(t.is_level([](std::size_t) { return 3u; }));
  EXPECT_FALSE(t.hear(0, 1));
  EXPECT_EQ(t.lost(), 1u);
  EXPECT_EQ(t.reordered(), 1u);
}

TEST(Tally, what_comes_again_is_duplicated) {
  tally t(1);
  t.hear(0, 0);
  EXPECT_FALSE(t.hear(0, 0));
  t.hear(0, 2);
  t.hear(0, 1);
  t.hear(0, 1);
  EXPECT_EQ(t.duplicated(), 2u);
  EXPECT_EQ(t.reordered(), 1u);
}

TEST(Tally, what_never_came_is_lost) {
  tally t(2);
  t.hear(0, 0);
  t.end(0, 3);
  t.end(1, 2);
  EXPECT_EQ(t.lost(), 4u);
}

// Each message is dropped, doubled, or swapped with its neighbour, or none of
// it.
RC_GTEST_PROP(Tally, every_planted_fault_is_counted_once, ()) {
  enum fault { none, drop, twice, swap };
  const auto faults = *rc::gen::container<std::vector<fault>>(
      rc::gen::element(none, drop, twice, swap));
  std::vector<std::uint32_t> heard;
  std::size_t dropped = 0, doubled = 0, swapped = 0;
  std::uint32_t next = 0;
  for (const auto each : faults) {
    const auto n = next++;
    if (each == drop) {
      ++dropped;
      continue;
    }
    if (each == swap) {
      heard.push_back(next++);
      ++swapped;
    }
    heard.push_back(n);
    if (each == twice) {
      heard.push_back(n);
      ++doubled;
    }
  }
  tally t(1);
  for (const auto n : heard) t.hear(0, n);
  t.end(0, next);
  RC_ASSERT(t.lost() == dropped);
  RC_ASSERT(t.duplicated() == doubled);
  RC_ASSERT(t.reordered() == swapped);
}

}  // namespace
}  // namespace parley::load
