// SPDX-License-Identifier: Apache-2.0
#include "cluster/placement.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

namespace parley::cluster {
namespace {

constexpr int rooms = 10'000;

std::string room(int i) {
  return "chat:" + std::to_string(i);
}

TEST(placement, nobody_owns_a_room_of_no_node) {
  EXPECT_EQ(owner_of("lobby", {}), nullptr);
}

// Nodes of two versions are in one cluster: these may never change.
TEST(placement, is_the_same_in_every_version) {
  const view three{1, {"a", "b", "c"}};
  std::string owners;
  for (int i = 0; i < 24; ++i) owners += *owner_of(room(i), three);
  EXPECT_EQ(owners, "baacbaacbaacbaacbcccaaab");
}

TEST(placement, gives_each_node_its_share) {
  const view four{1, {"node-1", "node-2", "node-3", "node-4"}};
  std::map<std::string, int> share;
  for (int i = 0; i < rooms; ++i) ++share[*owner_of(room(i), four)];
  ASSERT_EQ(share.size(), 4u);
  for (const auto& [node, count] : share)
    EXPECT_NEAR(count, rooms / 4, rooms / 40) << node;
}

TEST(placement, a_node_that_comes_takes_its_share_and_moves_no_other_room) {
  const view three{1, {"node-1", "node-2", "node-3"}};
  const view four{2, {"node-1", "node-2", "node-3", "node-4"}};
  int moved = 0;
  for (int i = 0; i < rooms; ++i) {
    const auto before = *owner_of(room(i), three);
    const auto after = *owner_of(room(i), four);
    if (before == after) continue;
    EXPECT_EQ(after, "node-4") << room(i);
    ++moved;
  }
  EXPECT_NEAR(moved, rooms / 4, rooms / 40);
}

TEST(placement, who_is_leaving_owns_nothing_unless_all_are) {
  const view all{1, {"a", "b", "c"}};
  const view fewer{2, {"a", "b", "c"}, {"c"}};
  const view nobody{3, {"a", "b", "c"}, {"a", "b", "c"}};
  for (int i = 0; i < 100; ++i) {
    const auto room = "room-" + std::to_string(i);
    EXPECT_EQ(*owner_of(room, fewer), *owner_of(room, {4, {"a", "b"}}));
    EXPECT_EQ(*owner_of(room, nobody), *owner_of(room, all));
  }
}

}  // namespace
}  // namespace parley::cluster
