// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/state_sources.hpp"

#include <gtest/gtest.h>

namespace parley::cluster::own {
namespace {

state_source source(const node_name& node, view_number term,
                    std::uint64_t offset) {
  return {.node = node, .term = term, .end = {offset, "E"}, .state = {}};
}

TEST(StateSources, the_newest_state_is_taken_first) {
  state_sources all;
  all.add("room", source("a", 3, 7));
  all.add("room", source("b", 3, 9));
  all.add("room", source("c", 3, 8));
  EXPECT_EQ(all.take_best("room")->node, "b");
  EXPECT_EQ(all.take_best("room")->node, "c");
  EXPECT_EQ(all.take_best("room")->node, "a");
  EXPECT_FALSE(all.take_best("room"));
}

// An owner that was evicted may have published more, which did not count.
TEST(StateSources, a_later_owner_counts_for_more_than_more_publications) {
  state_sources all;
  all.add("room", source("a", 3, 100));
  all.add("room", source("b", 4, 7));
  EXPECT_EQ(all.take_best("room")->node, "b");
}

TEST(StateSources, a_state_with_an_epoch_is_newer_than_one_without) {
  state_sources all;
  auto earlier = source("b", 3, 0);
  earlier.end.epoch.clear();
  all.add("room", earlier);
  all.add("room", source("a", 3, 0));
  EXPECT_EQ(all.take_best("room")->node, "a");
}

TEST(StateSources, the_state_that_an_owner_has_sent_comes_first) {
  state_sources all;
  all.add("room", source("a", 3, 7));
  auto left = source("b", 3, 7);
  left.state = stored_room{};
  all.add("room", left);
  EXPECT_EQ(all.to_run(), std::vector<std::string>{"room"});
  EXPECT_EQ(all.take_best("room")->node, "b");
}

TEST(StateSources, a_room_of_which_only_a_position_is_left_need_not_run) {
  state_sources all;
  auto left = source("b", 3, 7);
  stored_room only_position;
  only_position.end = left.end;
  left.state = only_position;
  all.add("idle", left);
  left.term = 4;
  all.add("idle", left);
  all.add("heard", left);
  all.add("heard", source("a", 3, 7));
  left.state->newest.push_back({});
  all.add("kept", left);
  EXPECT_EQ(all.to_run(), (std::vector<std::string>{"heard", "kept"}));
  EXPECT_FALSE(all.take_position("heard")) << "a relay may know more";
  EXPECT_FALSE(all.take_position("kept"));
  const auto taken = all.take_positions(10);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].first, "idle");
  EXPECT_EQ(taken[0].second.term, 4u);
  EXPECT_FALSE(all.take_best("idle"));
}

TEST(StateSources, rooms_have_their_own) {
  state_sources all;
  all.add("room", source("a", 1, 1));
  EXPECT_FALSE(all.take_best("other"));
  all.forget("room");
  EXPECT_FALSE(all.take_best("room"));
  EXPECT_TRUE(all.to_run().empty());
}

}  // namespace
}  // namespace parley::cluster::own
