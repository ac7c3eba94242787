// SPDX-License-Identifier: Apache-2.0
#include "cluster/tenure.hpp"

#include "cluster/placement.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace parley::cluster {
namespace {

/// A room that `owner` has among `nodes`.
std::string room_of(const node_name& owner, const view& among) {
  for (int i = 0;; ++i) {
    auto room = std::to_string(i);
    if (*owner_of(room, among) == owner) return room;
  }
}

const view two{1, {"a", "b"}};
const view three{2, {"a", "b", "c"}};

class Tenure : public ::testing::Test {
 protected:
  void settle() {
    subject.settle([this](const node_name& node, view_number number) {
      return words[node] >= number;
    });
  }
  void all_go_by(view_number number) {
    for (const auto* node : {"a", "b", "c"}) words[node] = number;
    settle();
  }

  tenure subject;
  std::map<node_name, view_number> words;
};

TEST_F(Tenure, begins_with_nothing) {
  EXPECT_EQ(subject.number(), 0u);
  EXPECT_FALSE(subject.holds("x", "a"));
}

TEST_F(Tenure, a_room_is_ours_when_all_go_by_the_view) {
  const auto room = room_of("a", two);
  subject.on_view(two);
  words["a"] = 1;
  settle();
  EXPECT_FALSE(subject.holds(room, "a")) << "b has not said so";
  words["b"] = 1;
  settle();
  EXPECT_TRUE(subject.holds(room, "a"));
  EXPECT_FALSE(subject.holds(room, "b"));
}

TEST_F(Tenure, a_room_that_stays_is_held_through_a_new_view) {
  subject.on_view(two);
  all_go_by(1);
  subject.on_view(three);
  for (int i = 0; i < 100; ++i) {
    const auto room = std::to_string(i);
    const bool stays =
        *owner_of(room, two) == "a" && *owner_of(room, three) == "a";
    EXPECT_EQ(subject.holds(room, "a"), stays) << room;
  }
}

TEST_F(Tenure, a_room_that_comes_waits_until_the_old_owner_has_let_go) {
  const auto room = room_of("c", three);
  subject.on_view(two);
  all_go_by(1);
  subject.on_view(three);
  settle();
  EXPECT_FALSE(subject.holds(room, "c"));
  all_go_by(2);
  EXPECT_TRUE(subject.holds(room, "c"));
}

TEST_F(Tenure, a_gap_is_as_good_as_nothing) {
  subject.on_view(two);
  all_go_by(1);
  subject.on_view({3, {"a", "b"}});
  EXPECT_FALSE(subject.holds(room_of("a", two), "a"))
      << "it may have been another's in the view between";
  all_go_by(3);
  EXPECT_TRUE(subject.holds(room_of("a", two), "a"));
}

TEST_F(Tenure, an_older_view_changes_nothing) {
  subject.on_view(three);
  subject.on_view(two);
  EXPECT_EQ(subject.number(), 2u);
}

TEST_F(Tenure, who_was_put_out_goes_by_later_views_only) {
  subject.on_view(two);
  all_go_by(1);
  subject.forget(2);
  EXPECT_FALSE(subject.holds(room_of("a", two), "a"));
  subject.on_view(three);
  EXPECT_EQ(subject.number(), 0u) << "2 is one of those it was put out of";
  subject.on_view({3, {"a", "b", "c"}});
  EXPECT_EQ(subject.number(), 3u);
}

}  // namespace
}  // namespace parley::cluster
