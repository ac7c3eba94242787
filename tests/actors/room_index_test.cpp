// SPDX-License-Identifier: Apache-2.0
// What the end of a room costs, counted in comparisons of keys.
#include "actors/room_index.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

int compared = 0;

struct counting_equal {
  using is_transparent = void;
  template <class A, class B>
  bool operator()(const A& a, const B& b) const {
    ++compared;
    return a == b;
  }
};

struct handle {
  caf::actor_id value = 0;
  caf::actor_id id() const { return value; }
};
struct entry {
  handle room;
};
using index = room_index<entry, counting_equal, counting_equal>;

std::string name_of_room(caf::actor_id id) {
  return "room-" + std::to_string(id);
}

/// Comparisons for 1,000 rooms that end, of `rooms` that there are, and as many
/// actors that end which have no room here.
int cost_of_ends(caf::actor_id rooms) {
  index all;
  for (caf::actor_id i = 1; i <= rooms; ++i)
    all.add(name_of_room(i), entry{{i}});
  compared = 0;
  for (caf::actor_id i = 1; i <= 1'000; ++i) {
    const auto at = all.find(i);
    EXPECT_EQ(at->first, name_of_room(i));
    all.erase(at);
    EXPECT_TRUE(all.find(i) == all.end());
  }
  return compared;
}

TEST(RoomIndex, the_end_of_a_room_looks_at_no_other_rooms) {
  // Keys of one bucket are compared as well, which is a matter of chance.
  constexpr int per_end = 12;
  EXPECT_LT(cost_of_ends(1'000), 1'000 * per_end);
  EXPECT_LT(cost_of_ends(50'000), 1'000 * per_end);
}

TEST(RoomIndex, finds_a_room_by_both_keys_until_it_is_erased) {
  index all;
  all.add("a", entry{{7}});
  all.add("b", entry{{8}});
  EXPECT_EQ(all.find("a")->second.room.id(), 7u);
  EXPECT_EQ(all.find(caf::actor_id{8})->first, "b");
  all.erase(all.find("a"));
  EXPECT_TRUE(all.find("a") == all.end());
  EXPECT_TRUE(all.find(caf::actor_id{7}) == all.end());
  EXPECT_EQ(all.size(), 1u);
}

}  // namespace
}  // namespace parley
