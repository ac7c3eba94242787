// SPDX-License-Identifier: Apache-2.0
#include "room/room.hpp"

#include "protocol/limits.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using lines = std::vector<std::string>;

const connection::time_point now{};
constexpr connection_id alice{1}, bob{2};

block join(room& r, connection_id id, const char* name,
           lane reads = lane::plain) {
  return r.join(id, {name, reads}, now)->before;
}

lines said(const block& b, lane l = lane::plain) {
  return read_frames(b[index(l)]);
}

TEST(Room, everything_said_in_a_turn_is_one_block_in_order) {
  room r;
  join(r, alice, "alice");
  join(r, bob, "bob");
  say_in(r, alice, "one", now);
  say_in(r, bob, "two", now);
  say_in(r, alice, "three", now);
  EXPECT_EQ(said(r.take()),
            (lines{"[alice] one", "[bob] two", "[alice] three"}));
  EXPECT_EQ(said(r.take()), lines{});
}

TEST(Room, the_prefix_names_the_sender) {
  room r;
  join(r, alice, "alice");
  join(r, bob, "bob");
  say_in(r, bob, "", now);
  EXPECT_EQ(said(r.take()), lines{"[bob] "});
}

TEST(Room, one_who_is_not_in_says_nothing) {
  room r;
  join(r, alice, "alice");
  EXPECT_FALSE(say_in(r, bob, "hello", now));
  r.leave(alice);
  EXPECT_FALSE(say_in(r, alice, "hello", now));
  EXPECT_EQ(said(r.take()), lines{});
}

TEST(Room, a_newcomer_gets_nothing_of_what_was_said_before) {
  room r;
  join(r, alice, "alice");
  say_in(r, alice, "before", now);
  EXPECT_EQ(said(join(r, bob, "bob")), lines{"[alice] before"});
  say_in(r, alice, "after", now);
  EXPECT_EQ(said(r.take()), lines{"[alice] after"});
}

TEST(Room, presence_lines_go_only_to_those_who_asked) {
  room r;
  join(r, alice, "alice", lane::plain_presence);
  EXPECT_EQ(said(r.take(), lane::plain_presence), lines{"* alice joined"});
  join(r, bob, "bob");
  r.leave(bob);
  const auto b = r.take();
  EXPECT_EQ(said(b, lane::plain_presence),
            (lines{"* bob joined", "* bob left"}));
  EXPECT_EQ(said(b, lane::plain), lines{});
}

TEST(Room, presence_lines_stand_in_the_order_of_what_is_said) {
  room r;
  join(r, alice, "alice", lane::plain_presence);
  r.take();
  join(r, bob, "bob");
  say_in(r, bob, "hi", now);
  r.leave(bob);
  EXPECT_EQ(said(r.take(), lane::plain_presence),
            (lines{"* bob joined", "[bob] hi", "* bob left"}));
}

TEST(Room, lanes_without_readers_cost_nothing) {
  room r;
  join(r, alice, "alice");
  say_in(r, alice, "hi", now);
  const auto b = r.take();
  EXPECT_TRUE(b[index(lane::plain)]);
  EXPECT_FALSE(b[index(lane::plain_presence)]);
  EXPECT_FALSE(b[index(lane::deflated)]);
  EXPECT_FALSE(b[index(lane::deflated_presence)]);
}

TEST(Room, long_messages_are_compressed_for_those_who_can_inflate) {
  room r;
  join(r, alice, "alice", lane::deflated);
  join(r, bob, "bob");
  say_in(r, alice, std::string(1'000, 'x'), now);
  const auto b = r.take();
  EXPECT_EQ(static_cast<unsigned char>((*b[index(lane::deflated)])[0]), 0xc1);
  EXPECT_LT(b[index(lane::deflated)]->size(), 100u);
  EXPECT_EQ(said(b), lines{"[alice] " + std::string(1'000, 'x')});
}

TEST(Room, short_messages_are_never_compressed) {
  room r;
  join(r, alice, "alice", lane::deflated);
  say_in(r, alice, "hi", now);
  EXPECT_EQ(said(r.take(), lane::deflated), lines{"[alice] hi"});
}

TEST(Room, a_closed_room_lets_nobody_in_and_nobody_speak) {
  room r;
  join(r, alice, "alice");
  say_in(r, alice, "last words", now);
  r.close();
  EXPECT_FALSE(say_in(r, alice, "more", now));
  EXPECT_FALSE(r.join(bob, {}, now));
  EXPECT_EQ(said(r.take()), lines{"[alice] last words"});
  EXPECT_TRUE(r.leave(alice));
}

TEST(Room, joining_twice_changes_nothing) {
  room r;
  join(r, alice, "alice", lane::plain_presence);
  r.take();
  EXPECT_FALSE(r.join(alice, {"other", lane::plain}, now));
  EXPECT_EQ(said(r.take(), lane::plain_presence), lines{});
  EXPECT_EQ(r.members().size(), 1u);
}

TEST(Room, pending_is_the_size_of_the_largest_lane) {
  room r;
  join(r, alice, "alice");
  EXPECT_EQ(r.pending(), 0u);
  say_in(r, alice, std::string(100, 'x'), now);
  EXPECT_EQ(r.pending(), 2 + 8 + 100u);
  r.take();
  EXPECT_EQ(r.pending(), 0u);
}

}  // namespace
}  // namespace parley
