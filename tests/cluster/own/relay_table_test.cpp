// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/relay_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley::cluster::own {
namespace {

const room_id id{7};
const room_id next_id{8};

class RelayTable : public testing::Test {
 protected:
  slot process(const node_name& node, std::uint64_t number) {
    return *relays.slot_of(node, number);
  }
  void attach(const std::string& room, slot from,
              std::set<std::uint32_t> numbers) {
    relays.add(room, from).numbers = std::move(numbers);
  }
  /// "ROOM FROM MEMBER", or "ROOM FROM relay".
  std::vector<std::string> departures(std::size_t most = 100) {
    std::vector<std::string> out;
    for (const auto& [room, from, member] : relays.take_departures(most))
      out.push_back(room + ' ' + std::to_string(from) + ' ' +
                    (member ? std::to_string(*member) : "relay"));
    return out;
  }

  using lines = std::vector<std::string>;
  relay_table relays{3};
};

TEST_F(RelayTable, a_process_has_one_slot) {
  const auto first = process("a", 1);
  EXPECT_EQ(process("a", 1), first);
  EXPECT_NE(process("b", 1), first);
  EXPECT_EQ(relays.node_of(first), "a");
}

TEST_F(RelayTable, processes_over_the_bound_are_not_served) {
  for (const auto number : {1u, 2u, 3u}) process("a", number);
  EXPECT_FALSE(relays.slot_of("a", 4));
  EXPECT_TRUE(relays.slot_of("a", 3));
}

TEST_F(RelayTable, a_room_is_there_as_long_as_it_has_relays) {
  const auto a = process("a", 1);
  const auto b = process("b", 1);
  attach("harbour", a, {1});
  attach("harbour", b, {1});
  EXPECT_EQ(relays.find("harbour", a)->numbers.size(), 1u);
  EXPECT_EQ(relays.find("attic", a), nullptr);
  relays.erase("harbour", a);
  EXPECT_EQ(relays.find("harbour", a), nullptr);
  EXPECT_TRUE(relays.has("harbour"));
  relays.erase("harbour", b);
  EXPECT_FALSE(relays.has("harbour"));
}

TEST_F(RelayTable, a_room_is_known_by_its_newest_actor) {
  const auto a = process("a", 1);
  relays.on_attached("harbour", id);
  EXPECT_EQ(relays.name_of(id), nullptr) << "it has no relay";
  attach("harbour", a, {1});
  EXPECT_FALSE(relays.is_running("harbour"));
  relays.on_attached("harbour", id);
  EXPECT_TRUE(relays.is_running("harbour"));
  EXPECT_EQ(*relays.name_of(id), "harbour");
  relays.on_attached("harbour", next_id);
  EXPECT_EQ(relays.name_of(id), nullptr);
  EXPECT_EQ(*relays.name_of(next_id), "harbour");
  relays.erase("harbour");
  EXPECT_EQ(relays.name_of(next_id), nullptr);
}

// -- departures ---------------------------------------------------------------

TEST_F(RelayTable, members_of_a_lost_node_depart_a_few_at_a_time) {
  const auto a = process("a", 1);
  const auto b = process("b", 1);
  attach("attic", a, {1, 2});
  attach("harbour", a, {3});
  attach("harbour", b, {1});
  relays.forget_lost([](const auto& node) { return node != "a"; });
  EXPECT_EQ(relays.find("harbour", a), nullptr);
  EXPECT_EQ(departures(2), (lines{"attic 0 1", "attic 0 2"}));
  EXPECT_TRUE(relays.has("attic"));
  EXPECT_TRUE(relays.has_departures());
  EXPECT_EQ(departures(),
            (lines{"attic 0 relay", "harbour 0 3", "harbour 0 relay"}));
  EXPECT_FALSE(relays.has("attic")) << "no relay is left";
  EXPECT_TRUE(relays.has("harbour"));
  EXPECT_FALSE(relays.has_departures());
}

TEST_F(RelayTable, members_depart_when_a_new_process_has_the_name) {
  attach("harbour", process("a", 1), {5});
  EXPECT_FALSE(relays.has_departures());
  const auto next = process("a", 2);
  attach("harbour", next, {1});
  EXPECT_EQ(departures(), (lines{"harbour 0 5", "harbour 0 relay"}));
  EXPECT_TRUE(relays.has("harbour")) << "it has another relay by now";
}

TEST_F(RelayTable, a_process_that_is_gone_and_attaches_late_departs_again) {
  const auto old = process("a", 1);
  process("a", 2);
  attach("harbour", old, {5});
  relays.forget_lost([](const auto&) { return true; });
  EXPECT_EQ(departures(), (lines{"harbour 0 5", "harbour 0 relay"}));
}

TEST_F(RelayTable, nobody_departs_from_a_room_that_is_gone) {
  attach("harbour", process("a", 1), {5});
  relays.forget_lost([](const auto&) { return false; });
  relays.erase("harbour");
  EXPECT_EQ(departures(), lines());
}

}  // namespace
}  // namespace parley::cluster::own
