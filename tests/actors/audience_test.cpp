// SPDX-License-Identifier: Apache-2.0
#include "actors/audience.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace parley {
namespace {

connection_id id(std::uint64_t n) {
  return connection_id::make(0, n);
}

TEST(Audience, who_is_removed_is_in_no_more) {
  turn_queue ends;
  audience a(ends, [] {});
  a.admit({id(1)});
  a.admit({id(2)});
  EXPECT_TRUE(a.remove(id(1)));
  EXPECT_FALSE(a.remove(id(1)));
  EXPECT_EQ(a.find(id(1)), nullptr);
  ASSERT_NE(a.find(id(2)), nullptr);
  EXPECT_EQ(a.size(), 1u);
}

TEST(Audience, a_walk_that_pauses_goes_on_at_the_end_of_the_turn) {
  turn_queue ends;
  int went_on = 0;
  audience a(ends, [&] { ++went_on; });
  a.admit({id(1)});
  a.pause(msg::deliver{}, 1);
  EXPECT_TRUE(a.paused());
  EXPECT_EQ(went_on, 0);
  ends.run();
  EXPECT_EQ(went_on, 1);
  a.over();
  ends.run();
  EXPECT_EQ(went_on, 1);
}

TEST(Audience, one_that_ends_in_the_middle_of_a_walk_is_not_called) {
  turn_queue ends;
  {
    audience a(ends, [] { FAIL(); });
    a.admit({id(1)});
    a.pause(msg::deliver{}, 1);
  }
  ends.run();
}

// A walk in slices, with members who come and go between them: who was in from
// its beginning to its end gets it exactly once, and nobody twice.
RC_GTEST_PROP(Audience, a_walk_meets_everybody_who_stays_once, ()) {
  const auto members = *rc::gen::inRange<std::size_t>(1, 30);
  const auto slice = *rc::gen::inRange<std::size_t>(1, 8);
  turn_queue ends;
  audience a(ends, [] {});
  std::vector<connection_id> there;
  for (std::size_t i = 0; i < members; ++i) {
    there.push_back(id(i));
    a.admit({there.back()});
  }
  std::map<connection_id, int> met;
  std::size_t at = 0;
  while (at < a.size()) {
    const auto end = std::min(a.size(), at + slice);
    for (; at < end; ++at) ++met[a[at].id];
    a.pause(msg::deliver{}, at);
    for (const auto gone : *rc::gen::container<std::vector<std::size_t>>(
             rc::gen::inRange<std::size_t>(0, members)))
      if (a.remove(id(gone))) std::erase(there, id(gone));
    at = a.at();
  }
  for (const auto& [who, times] : met) RC_ASSERT(times == 1);
  for (const auto who : there) RC_ASSERT(met[who] == 1);
}

}  // namespace
}  // namespace parley
