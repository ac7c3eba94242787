// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/state_transfer.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

namespace parley::cluster::own {
namespace {

stored_room known(std::uint64_t offset, const std::string& epoch = "E") {
  stored_room out;
  out.end = {offset, epoch};
  return out;
}

/// "ask NODE", "begin" or "begin at OFFSET".
std::string text(const std::optional<transfer_step>& step) {
  if (!step) return "-";
  if (const auto* ask = std::get_if<ask_state_of>(&*step))
    return "ask " + ask->node;
  const auto& state = std::get<begin_with>(*step).state;
  return state ? "begin at " + std::to_string(state->end.offset) : "begin";
}

class StateTransfer : public testing::Test {
 protected:
  void add_relay(const node_name& node, std::uint64_t offset) {
    transfer.sources().add(
        room, {.node = node, .term = 3, .end = {offset, "E"}, .state = {}});
  }
  std::string on_state(const node_name& from,
                       std::optional<stored_room> state = {}) {
    return text(transfer.on_state(room, from, std::move(state)));
  }

  const std::string room = "harbour";
  state_transfer transfer;
};

TEST_F(StateTransfer, a_room_that_no_node_knows_begins_at_once) {
  EXPECT_EQ(text(transfer.on_load(room)), "begin");
}

TEST_F(StateTransfer, a_room_begins_with_what_its_owner_has_left) {
  add_relay("b", 7);
  transfer.sources().add(
      room, {.node = "a", .term = 3, .end = {7, "E"}, .state = known(7)});
  EXPECT_EQ(text(transfer.on_load(room)), "begin at 7");
  EXPECT_FALSE(transfer.sources().has(room)) << "the others are not needed";
}

TEST_F(StateTransfer, relays_are_asked_one_after_the_other) {
  for (const auto& [node, offset] :
       {std::pair("a", 7u), std::pair("b", 9u), std::pair("c", 8u)})
    add_relay(node, offset);
  EXPECT_EQ(text(transfer.on_load(room)), "ask b");
  EXPECT_EQ(on_state("a", known(7)), "-") << "it was not asked";
  EXPECT_EQ(on_state("b"), "ask c");
  EXPECT_EQ(on_state("b", known(9)), "-") << "late";
  EXPECT_EQ(on_state("c", known(8)), "begin at 8");
  EXPECT_EQ(on_state("c", known(8)), "-") << "a copy";
}

TEST_F(StateTransfer, a_room_begins_without_state_when_no_relay_has_any) {
  add_relay("b", 9);
  EXPECT_EQ(text(transfer.on_load(room)), "ask b");
  EXPECT_EQ(on_state("b"), "begin");
}

TEST_F(StateTransfer, a_state_without_an_epoch_is_none) {
  add_relay("b", 0);
  EXPECT_EQ(text(transfer.on_load(room)), "ask b");
  EXPECT_EQ(on_state("b", known(0, "")), "begin");
}

TEST_F(StateTransfer, a_silent_node_is_asked_again_while_it_is_in_the_view) {
  add_relay("a", 7);
  add_relay("b", 9);
  transfer.on_load(room);
  EXPECT_TRUE(transfer.take_silent().empty()) << "it may have been asked now";
  const auto silent = transfer.take_silent();
  ASSERT_EQ(silent.size(), 1u);
  EXPECT_EQ(silent[0].room, room);
  EXPECT_EQ(silent[0].node, "b");
  EXPECT_EQ(text(transfer.retry(room, true)), "ask b");
  EXPECT_TRUE(transfer.take_silent().empty());
  EXPECT_EQ(transfer.take_silent().size(), 1u);
  EXPECT_EQ(text(transfer.retry(room, false)), "ask a");
  EXPECT_EQ(text(transfer.retry(room, false)), "begin");
}

TEST_F(StateTransfer, a_room_that_is_loaded_twice_asks_the_next_source) {
  add_relay("a", 7);
  add_relay("b", 9);
  EXPECT_EQ(text(transfer.on_load(room)), "ask b");
  EXPECT_EQ(text(transfer.on_load(room)), "ask a");
}

}  // namespace
}  // namespace parley::cluster::own
