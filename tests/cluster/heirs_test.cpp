#include "cluster/heirs.hpp"

#include <gtest/gtest.h>

namespace parley::cluster {
namespace {

heirs::claim claim(const node_name& node, view_number term,
                   std::uint64_t offset) {
  return {.node = node, .term = term, .end = {offset, "E"}, .state = {}};
}

TEST(Heirs, who_knows_most_is_asked_first) {
  heirs all;
  all.add("room", claim("a", 3, 7));
  all.add("room", claim("b", 3, 9));
  all.add("room", claim("c", 3, 8));
  EXPECT_EQ(all.take_best("room")->node, "b");
  EXPECT_EQ(all.take_best("room")->node, "c");
  EXPECT_EQ(all.take_best("room")->node, "a");
  EXPECT_FALSE(all.take_best("room"));
}

// An owner that was deposed may have said more, which did not count.
TEST(Heirs, a_later_owner_counts_for_more_than_more_words) {
  heirs all;
  all.add("room", claim("a", 3, 100));
  all.add("room", claim("b", 4, 7));
  EXPECT_EQ(all.take_best("room")->node, "b");
}

TEST(Heirs, who_knows_of_an_epoch_knows_more_than_who_does_not) {
  heirs all;
  auto earlier = claim("b", 3, 0);
  earlier.end.epoch.clear();
  all.add("room", earlier);
  all.add("room", claim("a", 3, 0));
  EXPECT_EQ(all.take_best("room")->node, "a");
}

TEST(Heirs, the_owner_before_need_not_be_asked) {
  heirs all;
  all.add("room", claim("a", 3, 7));
  auto left = claim("b", 3, 7);
  left.state = stored_room{};
  all.add("room", left);
  EXPECT_EQ(all.legacies(), std::vector<std::string>{"room"});
  EXPECT_EQ(all.take_best("room")->node, "b");
}

TEST(Heirs, a_room_of_which_only_a_position_is_left_need_not_run) {
  heirs all;
  auto left = claim("b", 3, 7);
  stored_room only_position;
  only_position.end = left.end;
  left.state = only_position;
  all.add("idle", left);
  left.term = 4;
  all.add("idle", left);
  all.add("heard", left);
  all.add("heard", claim("a", 3, 7));
  left.state->newest.push_back({});
  all.add("kept", left);
  EXPECT_EQ(all.legacies(), (std::vector<std::string>{"heard", "kept"}));
  EXPECT_FALSE(all.take_position("heard")) << "a relay may know more";
  EXPECT_FALSE(all.take_position("kept"));
  const auto taken = all.take_positions(10);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].first, "idle");
  EXPECT_EQ(taken[0].second.term, 4u);
  EXPECT_FALSE(all.take_best("idle"));
}

TEST(Heirs, rooms_have_their_own) {
  heirs all;
  all.add("room", claim("a", 1, 1));
  EXPECT_FALSE(all.take_best("other"));
  all.forget("room");
  EXPECT_FALSE(all.take_best("room"));
  EXPECT_TRUE(all.legacies().empty());
}

}  // namespace
}  // namespace parley::cluster
