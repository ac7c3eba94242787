// SPDX-License-Identifier: Apache-2.0
// Rooms that do not run: what is answered for them, and what other nodes get.
#include "actors/directory.hpp"
#include "tests/actors/idle_stage.hpp"

namespace parley {
namespace {

using namespace std::chrono_literals;

// -- questions ----------------------------------------------------------------

TEST_F(IdleRooms, questions_start_no_room) {
  // A room that ran and ended is in the totals of its kind.
  const auto rooms_that_ended = [this] {
    std::size_t kinds = 0;
    for (loop_index i = 0; i < 2; ++i)
      kinds += s.where(i).actors().gone().count("room");
    return kinds;
  };
  const auto here = ask("a", op::presence{});
  EXPECT_TRUE(std::get<present>(here).connections.empty());
  const auto counted = std::get<head_count>(ask("a", op::count{}));
  EXPECT_EQ(counted.connections, 0u);
  EXPECT_EQ(counted.users, 0u);
  EXPECT_TRUE(
      std::get<history_page>(ask("a", op::history{})).publications.empty());
  EXPECT_EQ(std::get<cleared>(ask("a", op::clear{})).top, top("a"));
  EXPECT_EQ(error_of(ask("plain:a", op::history{})),
            reply_error::not_available);
  EXPECT_EQ(error_of(ask("plain:a", op::clear{})), reply_error::not_available);
  EXPECT_EQ(s.running(), standing);
  EXPECT_EQ(rooms_that_ended(), 0u);
}

TEST_F(IdleRooms, a_position_that_was_told_stays) {
  const auto first = top("a");
  EXPECT_FALSE(first.epoch.empty());
  EXPECT_EQ(top("a"), first);
  EXPECT_EQ(error_of(ask("a", op::history{{}, "another"})),
            reply_error::unrecoverable_position);
  say("a");
  EXPECT_EQ(top("a"), (stream_position{1, first.epoch}));
}

// -- other nodes --------------------------------------------------------------

TEST_F(IdleRooms, a_room_that_does_not_run_leaves_its_position_to_the_next) {
  const auto first = top("a");
  hand_over_room("a");
  ASSERT_EQ(heard_.handed.size(), 1u);
  ASSERT_TRUE(heard_.handed[0].state);
  EXPECT_EQ(heard_.handed[0].state->end, first);
  EXPECT_TRUE(heard_.handed[0].state->newest.empty());
  EXPECT_NE(top("a").epoch, first.epoch) << "it was given away";
}

TEST_F(IdleRooms, all_positions_that_are_lost_are_given_a_part_at_a_time) {
  const auto& directory = s.actors.directories[0];
  std::map<std::string, stream_position> mine;
  for (int i = 0; mine.size() < 200; ++i) {
    const auto room = "r" + std::to_string(i);
    if (s.loop_of(room) == 0) mine[room] = top(room);
  }
  const auto is_lost = [](std::string_view room) { return room.back() < '5'; };
  for (std::optional<std::size_t> part = 0; part;
       part = heard_.given.back().next) {
    anon_send(directory, msg::give_positions{*part, is_lost, who_, 7});
    s.settle();
  }
  std::size_t given = 0;
  for (const auto& answer : heard_.given) {
    EXPECT_EQ(answer.tag, 7u);
    for (const auto& each : answer.rooms) {
      EXPECT_EQ(each.what.at, mine.at(each.room));
      EXPECT_TRUE(is_lost(each.room));
      mine.erase(each.room);
      ++given;
    }
  }
  EXPECT_GT(given, 0u);
  for (const auto& [room, position] : mine) {
    EXPECT_FALSE(is_lost(room));
    EXPECT_EQ(top(room), position);
  }
}

TEST_F(IdleRooms, goes_on_where_the_owner_before_had_come_to) {
  const stream_position left{41, "leftover"};
  const remembered_position what{left, {}, s.actors.now()};
  const auto& directory = s.actors.directory_of("a");
  anon_send(directory, msg::remember{"a", what});
  EXPECT_EQ(top("a"), left);
  say("a");
  EXPECT_EQ(top("a"), (stream_position{42, "leftover"}));
  anon_send(directory, msg::remember{"a", what});
  EXPECT_EQ(top("a").offset, 42u) << "a room that runs knows more";
}

}  // namespace
}  // namespace parley
