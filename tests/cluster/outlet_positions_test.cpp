// SPDX-License-Identifier: Apache-2.0
// A room in which nobody is any more and whose publications are over goes on
// where it was, whoever owns it by then.
#include "cluster/outlet.hpp"
#include "tests/cluster/cluster_stage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace parley::cluster {
namespace {

class Positions : public testing::Test {
 protected:
  Positions() : nodes({"a", "b", "c"}) { nodes.agree_on({"a", "b", "c"}); }

  /// Says something as the only member; the place that the room gave to it.
  stream_position say(const std::string& room) {
    const auto link = nodes.join("a", room, "ann");
    nodes.settle();
    nodes.arrived.clear();
    link->says("hello");
    nodes.settle();
    stream_position found;
    for (const auto& each : nodes.arrived) {
      peer::Events all;
      all.ParseFromString(each.packet->from_owner().events());
      for (const auto& event : all.events())
        if (event.has_said())
          found = {event.said().at().offset(), event.said().at().epoch()};
    }
    link->vanishes();
    nodes.settle();
    return found;
  }

  /// Its publications, and the keys of relays, are over: the room ends.
  void outlive_rooms() {
    for (int i = 0; i < 3; ++i) nodes.advance(std::chrono::hours(1));
  }

  cluster_stage nodes;
};

TEST_F(Positions, a_room_goes_on_at_its_owner) {
  const auto first = say("harbour");
  EXPECT_EQ(first.offset, 1u);
  outlive_rooms();
  EXPECT_EQ(say("harbour"), (stream_position{2, first.epoch}));
}

TEST_F(Positions, rooms_go_on_at_another_owner_and_need_not_run_for_that) {
  constexpr int count = 40;
  std::vector<stream_position> first;
  const auto room = [](int i) { return "room-" + std::to_string(i); };
  for (int i = 0; i < count; ++i) first.push_back(say(room(i)));
  outlive_rooms();
  nodes.arrived.clear();
  nodes.agree_on({"a", "b", "c"}, {"c"});
  std::set<std::string> moved;
  for (const auto& each : nodes.arrived) {
    EXPECT_FALSE(each.packet->has_legacy()) << "a room has run";
    for (const auto& one : each.packet->legacies().rooms())
      moved.insert(one.room());
  }
  EXPECT_FALSE(moved.empty());
  for (int i = 0; i < count; ++i)
    EXPECT_EQ(say(room(i)),
              (stream_position{2, first.at(static_cast<std::size_t>(i)).epoch}))
        << i;
  outlive_rooms();
  nodes.agree_on({"a", "b", "c"});
  for (int i = 0; i < count; ++i)
    EXPECT_EQ(say(room(i)),
              (stream_position{3, first.at(static_cast<std::size_t>(i)).epoch}))
        << i;
}

// Nothing was lost, so nobody may believe that.
TEST_F(Positions, a_room_that_has_a_member_moves_with_it) {
  const auto link = nodes.join("a", "harbour", "ann");
  nodes.settle();
  link->says("1");
  nodes.settle();
  for (const auto& leaving : {"c", "b"}) {
    nodes.agree_on({"a", "b", "c"}, {leaving});
    nodes.settle();
    link->says(leaving);
    nodes.settle();
  }
  EXPECT_EQ(said_to(*link),
            (std::vector<std::string>{"[ann] 1", "[ann] c", "[ann] b"}));
  link->vanishes();
  nodes.settle();
}

}  // namespace
}  // namespace parley::cluster
