// SPDX-License-Identifier: Apache-2.0
#include "cluster/relay.hpp"

#include "tests/cluster/relay_stage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace parley::cluster {
namespace {

TEST_F(Relay, all_hear_all_in_one_order) {
  for (int i = 0; i < 5; ++i)
    for (const auto& [name, link] : members) link->says(std::to_string(i));
  nodes.settle();
  const auto first = said_to(*members.begin()->second);
  EXPECT_EQ(first.size(), 15u);
  expect_all_heard(first);
}

TEST_F(Relay, a_broadcast_is_one_packet_for_each_node_with_members) {
  nodes.join(owner, room, "one more");
  nodes.join(others[0], room, "another");
  nodes.settle();
  nodes.arrived.clear();
  members[others[0]]->says("hello");
  nodes.settle();
  const auto sent = std::ranges::count_if(nodes.arrived, is_word);
  // And the answer to who has said it.
  EXPECT_EQ(sent, 3 + 1);
}

TEST_F(Relay, what_was_lost_on_the_way_is_got_again) {
  int lost = 0;
  nodes.loses = [&](const auto& one) {
    return is_word(one) && one.to == others[0] && lost++ == 0;
  };
  members[owner]->says("1");
  nodes.settle();
  EXPECT_EQ(lost, 1);
  members[owner]->says("2");
  nodes.settle();
  members[owner]->says("3");
  nodes.settle();
  const auto name = "[m" + owner + "] ";
  expect_all_heard({name + "1", name + "2", name + "3"});
}

TEST_F(Relay, a_beat_tells_of_what_was_lost_last) {
  int lost = 0;
  nodes.loses = [&](const auto& one) {
    return is_word(one) && one.to == others[0] && lost++ == 0;
  };
  members[owner]->says("1");
  nodes.settle();
  EXPECT_EQ(said_to(*members[others[0]]), lines());
  nodes.advance(std::chrono::milliseconds(1'100));
  expect_all_heard({"[m" + owner + "] 1"});
}

TEST_F(Relay, what_was_asked_for_and_lost_is_asked_for_again_and_said_once) {
  int lost = 0;
  nodes.loses = [&](const auto& one) {
    return one.packet->has_to_owner() && lost++ == 0;
  };
  members[others[0]]->says("1");
  nodes.settle();
  expect_all_heard({});
  for (int i = 0; i < 6; ++i) nodes.advance(std::chrono::milliseconds(300));
  expect_all_heard({"[m" + others[0] + "] 1"});
}

TEST_F(Relay, an_answer_that_was_lost_makes_nothing_said_twice) {
  const auto& speaker = others[0];
  nodes.loses = [&](const auto& one) {
    return is_word(one) && one.to == speaker;
  };
  members[speaker]->says("1");
  nodes.settle();
  nodes.loses = {};
  for (int i = 0; i < 6; ++i) nodes.advance(std::chrono::milliseconds(300));
  expect_all_heard({"[m" + speaker + "] 1"});
}

TEST_F(Relay, the_next_owner_goes_on_where_the_dead_one_was) {
  members[others[0]]->says("1");
  members[others[1]]->says("2");
  nodes.settle();
  const auto before = said_to(*members[others[0]]);
  nodes.kill(owner);
  members.erase(owner);
  nodes.agree_on(others);
  members[others[0]]->says("3");
  nodes.settle();
  auto all = before;
  all.push_back("[m" + others[0] + "] 3");
  expect_all_heard(all);
}

TEST_F(Relay, one_relay_that_knows_more_is_enough_for_the_next_owner) {
  // What the owner said last got to one node only before it died.
  nodes.loses = [&](const auto& one) {
    return is_word(one) && one.to == others[1];
  };
  members[others[0]]->says("1");
  nodes.settle();
  EXPECT_EQ(said_to(*members[others[1]]), lines());
  nodes.loses = {};
  nodes.kill(owner);
  members.erase(owner);
  nodes.agree_on(others);
  expect_all_heard({"[m" + others[0] + "] 1"});
}

TEST_F(Relay, what_an_owner_says_that_is_none_any_more_is_not_shown) {
  // Said while it was the owner, and late on the way.
  members[owner]->says("late");
  nodes.run();
  for (int i = 0; i < 3; ++i) {
    // Its own wish gets there; what it says then waits.
    const auto next = nodes.packets.front();
    nodes.packets.pop_front();
    nodes.deliver(next);
    nodes.run();
    if (std::ranges::any_of(nodes.packets, is_word)) break;
  }
  auto words = std::exchange(nodes.packets, {});
  ASSERT_TRUE(std::ranges::any_of(words, is_word));
  for (const auto& name : others) nodes.tell_view(name, 2, others);
  nodes.settle();
  for (const auto& each : words)
    if (each.to != owner) nodes.deliver(each);
  nodes.settle();
  for (const auto& name : others) EXPECT_EQ(said_to(*members[name]), lines());
}

TEST_F(Relay, a_node_that_leaves_hands_over_and_goes_on_for_its_clients) {
  members[owner]->says("1");
  nodes.settle();
  const auto before = owner;
  nodes.agree_on({"a", "b", "c"}, {owner});
  ASSERT_NE(nodes.owner_of(room), before);
  members[before]->says("2");
  members[others[0]]->says("3");
  nodes.settle();
  const auto heard = said_to(*members[before]);
  EXPECT_EQ(heard.size(), 3u);
  EXPECT_EQ(heard[0], "[m" + before + "] 1");
  expect_all_heard(heard);
}

TEST_F(Relay, a_node_that_joins_gets_rooms_without_a_gap) {
  cluster_stage four({"a", "b", "c", "d"});
  four.agree_on({"a", "b", "c"});
  std::vector<std::string> rooms;
  std::vector<std::shared_ptr<fake_link>> links;
  for (int i = 0; i < 20; ++i) {
    rooms.push_back("room-" + std::to_string(i));
    links.push_back(four.join("a", rooms.back(), "ann"));
  }
  four.settle();
  for (const auto& each : links) each->says("1");
  four.settle();
  std::vector<node_name> before;
  for (const auto& each : rooms) before.push_back(four.owner_of(each));
  for (const auto& each : links) each->says("2");
  four.agree_on({"a", "b", "c", "d"});
  for (const auto& each : links) each->says("3");
  four.settle();
  std::size_t moved = 0;
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    moved += four.owner_of(rooms[i]) != before[i];
    EXPECT_EQ(said_to(*links[i]), (lines{"[ann] 1", "[ann] 2", "[ann] 3"}))
        << rooms[i];
  }
  EXPECT_GT(moved, 0u);
}

// A node that stops waits for it.
TEST_F(Relay, the_last_who_leaves_is_gone_although_words_of_it_were_lost) {
  int lost = 0;
  nodes.loses = [&](const auto& one) {
    return one.from == others[0] && one.packet->has_to_owner() && lost++ == 0;
  };
  members[others[0]]->says("lost");
  members[others[0]]->vanishes();
  nodes.settle();
  for (int i = 0; i < 3; ++i) nodes.advance(std::chrono::milliseconds(1'000));
  EXPECT_GE(lost, 1);
  nodes.arrived.clear();
  nodes.advance(std::chrono::milliseconds(5'000));
  for (const auto& each : nodes.arrived) EXPECT_NE(each.from, others[0]);
}

TEST_F(Relay, the_last_who_leaves_lets_the_room_go) {
  for (auto& [name, link] : members) link->vanishes();
  nodes.settle();
  nodes.arrived.clear();
  nodes.advance(std::chrono::milliseconds(5'000));
  EXPECT_TRUE(nodes.arrived.empty()) << "nobody listens any more";
}

}  // namespace
}  // namespace parley::cluster
