// SPDX-License-Identifier: Apache-2.0
#include "lab/script/room_session.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

using lines = std::vector<std::string>;

const std::string publication_6 =
    R"({"push":{"channel":"news","pub":{"data":1,"offset":6}}})";

subscribe to_news(bool recover = false) {
  subscribe what;
  what.room = "news";
  what.recover = recover;
  return what;
}

// One that has subscribed and is at offset 5 of epoch "e".
room_session subscribed() {
  room_session one;
  one.begin();
  one.ask(to_news());
  one.take(R"({"id":1,"subscribe":{"epoch":"e","offset":5}})");
  return one;
}

TEST(room_session, counts_its_commands_anew_for_each_connection) {
  room_session one;
  one.begin();
  EXPECT_EQ(one.ask(login{}), R"({"connect":{"name":"script"},"id":1})");
  EXPECT_EQ(one.ask(unsubscribe{"a", {}}),
            R"({"unsubscribe":{"channel":"a"},"id":2})");
  one.begin();
  EXPECT_EQ(one.ask(login{}), R"({"connect":{"name":"script"},"id":1})");
}

TEST(room_session, takes_the_reply_out_and_leaves_the_rest_in_order) {
  room_session one;
  one.ask(publish{"a", "1", {}});
  const auto got =
      one.take(publication_6 + "\n{}\n{\"id\":1,\"publish\":{}}\nlast\n");
  EXPECT_EQ(got.lines, (lines{publication_6, "last"}));
  EXPECT_EQ(got.pings, 1U);
  ASSERT_TRUE(one.answer());
  EXPECT_EQ(one.answer()->id, 1U);
}

TEST(room_session, leaves_replies_to_others_and_second_replies_to_the_script) {
  room_session one;
  one.ask(publish{"a", "1", {}});
  EXPECT_EQ(one.take(R"({"id":9,"publish":{}})").lines.size(), 1U);
  EXPECT_FALSE(one.answer());
  EXPECT_TRUE(one.take(R"({"id":1,"publish":{}})").lines.empty());
  EXPECT_EQ(one.take(R"({"id":1,"publish":{}})").lines.size(), 1U);
}

TEST(room_session, forgets_an_answer_when_it_asks_again) {
  auto one = subscribed();
  EXPECT_TRUE(one.answer());
  one.ask(unsubscribe{"news", {}});
  EXPECT_FALSE(one.answer());
}

TEST(room_session, is_where_the_script_has_read_to_and_not_where_pushes_are) {
  auto one = subscribed();
  one.take(publication_6);
  EXPECT_EQ(one.last_seen("news"), (position{5, "e"}));
  one.seen(*read_push(publication_6));
  EXPECT_EQ(one.last_seen("news"), (position{6, "e"}));
}

TEST(room_session, has_no_position_where_the_server_gives_none) {
  room_session one;
  one.ask(to_news());
  one.take(R"({"id":1,"subscribe":{}})");
  one.seen(*read_push(publication_6));
  EXPECT_FALSE(one.last_seen("news"));
}

TEST(room_session, recovers_from_its_position_on_the_next_connection) {
  auto one = subscribed();
  one.begin();
  EXPECT_EQ(one.ask(to_news(true)),
            R"({"subscribe":{"channel":"news","recover":true,"offset":5,)"
            R"("epoch":"e"},"id":1})");
}

TEST(room_session, recovers_from_a_position_of_the_scripts_own) {
  auto one = subscribed();
  auto what = to_news(true);
  what.offset = 2;
  what.epoch = "other";
  EXPECT_EQ(one.ask(what),
            R"({"subscribe":{"channel":"news","recover":true,"offset":2,)"
            R"("epoch":"other"},"id":2})");
}

TEST(room_session, stays_where_it_was_until_what_it_missed_is_read) {
  auto one = subscribed();
  one.ask(to_news(true));
  const auto got = one.take(
      R"({"id":2,"subscribe":{"recovered":true,"epoch":"e","offset":5,)"
      R"("publications":[{"data":1,"offset":6}]}})");
  EXPECT_EQ(got.lines, lines{publication_6});
  EXPECT_EQ(one.last_seen("news"), (position{5, "e"}));
}

TEST(room_session, goes_to_the_top_when_it_is_not_recovered) {
  auto one = subscribed();
  one.ask(to_news(true));
  one.take(R"({"id":2,"subscribe":{"was_recovering":true,"epoch":"f",)"
           R"("offset":9}})");
  EXPECT_EQ(one.last_seen("news"), (position{9, "f"}));
}

TEST(room_session, knows_its_client_id_after_the_connection_too) {
  room_session one;
  one.ask(login{});
  one.take(R"({"id":1,"connect":{"client":"c-1"}})");
  one.begin();
  EXPECT_EQ(one.client_id(), "c-1");
}

}  // namespace
}  // namespace parley::script
