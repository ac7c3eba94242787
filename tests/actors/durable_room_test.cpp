// SPDX-License-Identifier: Apache-2.0
// The life of a room that remembers; room_scribe_test.cpp has what is said.
#include "protocol/limits.hpp"
#include "tests/actors/durable_stage.hpp"

#include <string>
#include <vector>

namespace parley {
namespace {

using lines = std::vector<std::string>;

TEST_F(DurableRoom, nobody_is_let_in_before_it_is_read) {
  join();
  EXPECT_TRUE(all<msg::admit>().empty());
  EXPECT_EQ(all<msg::load_room>().at(0).room, "lobby");
  is_loaded();
  EXPECT_EQ(all<msg::admit>().size(), 1u);
}

TEST_F(DurableRoom, it_goes_on_where_it_was) {
  join();
  const auto said = std::make_shared<const publication>(
      publication{.data = "41", .offset = 41});
  is_loaded(stored_room{.end = {41, "E"},
                        .used = actors.now(),
                        .version = {},
                        .newest = {{said, actors.now()}},
                        .keys = {}});
  publish("42", 2);
  EXPECT_EQ(appended(0).behind, (stream_position{41, "E"}));
  is_saved();
  EXPECT_EQ(answered(), std::vector<std::uint64_t>{42});
}

TEST_F(DurableRoom, older_publications_are_read_from_the_journal) {
  is_loaded();
  for (std::uint64_t i = 1; i <= 3; ++i) {
    publish(std::to_string(i), i);
    is_saved();
  }
  request(
      msg::asked<op::history>{{{.limit = 10, .since = {}}, ""}, {{peer, 9}}});
  const auto asked = all<msg::read_stored>();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].top.offset, 3u);
  EXPECT_EQ(asked[0].wanted.last, 3u);
  EXPECT_EQ(asked[0].answer_to.tag, 9u);
  request(
      msg::asked<op::history>{{{.limit = 10, .since = 1}, ""}, {{peer, 10}}});
  EXPECT_EQ(all<msg::read_stored>().size(), 1u) << "these are in memory";
}

TEST_F(DurableRoom, an_unreadable_one_refuses_and_ends_to_be_read_again) {
  join();
  publish("1", 2);
  caf::anon_send(room, msg::loaded{.failed = true});
  s.settle();
  EXPECT_EQ(answered(), (std::vector<std::uint64_t>{0, 0}));
  ASSERT_FALSE(all<msg::vacant>().empty());
  EXPECT_EQ(all<msg::vacant>().back().requests, 2u);
  join();
  EXPECT_EQ(answered().size(), 3u) << "who comes in between is refused too";
  EXPECT_EQ(all<msg::vacant>().back().requests, 3u);
}

TEST_F(DurableRoom, finishing_waits_for_what_is_being_saved) {
  join();
  is_loaded();
  publish("accepted", 1);
  caf::anon_send(room, msg::finish{peer});
  s.settle();
  publish("too late", 2);
  EXPECT_TRUE(all<msg::done>().empty());
  is_saved();
  EXPECT_EQ(all<msg::done>().size(), 1u);
  EXPECT_EQ(heard(), lines{"[server] accepted"});
}

TEST_F(DurableRoom, the_journal_hears_of_its_end) {
  join();
  is_loaded();
  EXPECT_TRUE(all<msg::release_room>().empty());
  caf::anon_send(room, msg::retire{});
  s.settle();
  ASSERT_EQ(all<msg::release_room>().size(), 1u);
  EXPECT_EQ(all<msg::release_room>()[0].room, "lobby");
}

TEST_F(DurableRoom, what_came_while_it_was_read_comes_before_the_finish) {
  publish("early", 1);
  caf::anon_send(room, msg::finish{peer});
  s.settle();
  EXPECT_TRUE(all<msg::done>().empty());
  is_loaded();
  is_saved();
  EXPECT_EQ(answered(), std::vector<std::uint64_t>{1});
  EXPECT_EQ(all<msg::done>().size(), 1u);
}

TEST_F(DurableRoom, it_ends_when_somebody_else_writes_in_it) {
  join();
  is_loaded();
  publish("1", 1);
  is_saved(save_outcome::conflict);
  EXPECT_EQ(answered(), std::vector<std::uint64_t>{0});
  publish("2", 2);
  EXPECT_EQ(answered().size(), 1u) << "it is gone";
}

TEST_F(DurableRoom, an_empty_one_rests_a_while_and_then_leaves_memory) {
  is_loaded();
  publish("1", 1);
  is_saved();
  EXPECT_TRUE(all<msg::vacant>().empty());
  s.advance(durable_room_rest);
  ASSERT_EQ(all<msg::vacant>().size(), 1u);
  EXPECT_EQ(all<msg::vacant>()[0].requests, 1u);
}

}  // namespace
}  // namespace parley
