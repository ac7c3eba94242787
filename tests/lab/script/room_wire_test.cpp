// SPDX-License-Identifier: Apache-2.0
#include "lab/script/room_wire.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

TEST(command, is_written_field_by_field_as_the_protocol_names_them) {
  EXPECT_EQ(connect_command(1, {}), R"({"connect":{"name":"script"},"id":1})");
  EXPECT_EQ(connect_command(1, {"a.b.c", {}}),
            R"({"connect":{"token":"a.b.c","name":"script"},"id":1})");
  EXPECT_EQ(unsubscribe_command(3, "news"),
            R"({"unsubscribe":{"channel":"news"},"id":3})");
  EXPECT_EQ(publish_command(4, {"news", R"({"n":[1]})", {}}),
            R"({"publish":{"channel":"news","data":{"n":[1]}},"id":4})");
}

TEST(command, escapes_the_name_of_a_room) {
  EXPECT_EQ(unsubscribe_command(1, "a\"b"),
            R"({"unsubscribe":{"channel":"a\"b"},"id":1})");
}

TEST(subscribe_command, asks_only_for_what_the_script_asks_for) {
  subscribe what;
  what.room = "news";
  EXPECT_EQ(subscribe_command(2, what, {}),
            R"({"subscribe":{"channel":"news"},"id":2})");
  what.token = "t";
  what.recoverable = what.positioned = what.join_leave = true;
  EXPECT_EQ(subscribe_command(2, what, {}),
            R"({"subscribe":{"channel":"news","token":"t","recoverable":true,)"
            R"("positioned":true,"join_leave":true},"id":2})");
}

TEST(subscribe_command, names_the_position_to_recover_from) {
  subscribe what;
  what.room = "news";
  EXPECT_EQ(subscribe_command(2, what, position{7, "xyz"}),
            R"({"subscribe":{"channel":"news","recover":true,"offset":7,)"
            R"("epoch":"xyz"},"id":2})");
}

TEST(reply, tells_who_the_client_is) {
  const auto got = read_reply(R"({"id":1,"connect":{"client":"c-1"}})");
  ASSERT_TRUE(got);
  EXPECT_EQ(got->id, 1U);
  EXPECT_FALSE(got->error);
  EXPECT_EQ(got->client, "c-1");
}

TEST(reply, brings_the_position_and_what_was_missed) {
  const auto got = read_reply(
      R"({"id":2,"subscribe":{"epoch":"e","offset":5,"was_recovering":true,)"
      R"("recovered":true,"publications":[{"data":1,"offset":6},)"
      R"({"data":2}]}})");
  ASSERT_TRUE(got);
  EXPECT_EQ(got->top, (position{5, "e"}));
  EXPECT_TRUE(got->was_recovering);
  EXPECT_TRUE(got->recovered);
  EXPECT_EQ(
      got->publications,
      (std::vector<std::string>{R"({"data":1,"offset":6})", R"({"data":2})"}));
}

TEST(reply, may_be_an_error) {
  const auto got =
      read_reply(R"({"id":3,"error":{"code":103,"message":"no"}})");
  ASSERT_TRUE(got && got->error);
  EXPECT_EQ(got->error->code, 103U);
  EXPECT_EQ(got->error->text, "no");
}

TEST(reply, has_an_id_and_is_an_object) {
  for (const auto line : {"{}", "[1]", "1", "", "{\"id\":", R"({"id":0})",
                          R"({"push":{"channel":"news"}})"})
    EXPECT_FALSE(read_reply(line)) << line;
}

TEST(push, may_be_a_publication) {
  const auto got = read_push(
      R"({"push":{"channel":"news","pub":{"data":{"n": 1},"offset":5}}})");
  ASSERT_TRUE(got);
  EXPECT_EQ(got->kind, push_kind::publication);
  EXPECT_EQ(got->room, "news");
  EXPECT_EQ(got->data, R"({"n":1})");
  EXPECT_EQ(got->offset, 5U);
}

TEST(push, tells_who_joins_and_who_leaves) {
  const auto join = read_push(
      R"({"push":{"channel":"a","join":{"info":{"user":"u","client":"c"}}}})");
  ASSERT_TRUE(join);
  EXPECT_EQ(join->kind, push_kind::join);
  EXPECT_EQ(join->user, "u");
  EXPECT_EQ(join->client, "c");
  const auto leave = read_push(R"({"push":{"channel":"a","leave":{}}})");
  ASSERT_TRUE(leave);
  EXPECT_EQ(leave->kind, push_kind::leave);
}

TEST(push, may_end_a_subscription_or_be_of_a_kind_unknown_here) {
  const auto end = read_push(
      R"({"push":{"channel":"a","unsubscribe":{"code":2500,"reason":"x"}}})");
  ASSERT_TRUE(end);
  EXPECT_EQ(end->kind, push_kind::unsubscribe);
  EXPECT_EQ(end->code, 2500U);
  EXPECT_EQ(end->reason, "x");
  const auto other = read_push(R"({"push":{"message":{"data":1}}})");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->kind, push_kind::other);
}

TEST(push, is_no_reply_and_no_ping) {
  for (const auto line : {"{}", R"({"id":1,"publish":{}})", "text"})
    EXPECT_FALSE(read_push(line)) << line;
  EXPECT_TRUE(is_ping("{}"));
  EXPECT_FALSE(is_ping("{\"id\":1}"));
}

TEST(publication_push, is_the_push_the_client_would_have_got) {
  const auto got =
      read_push(publication_push("a\"b", R"({"data":[1],"offset":3})"));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->kind, push_kind::publication);
  EXPECT_EQ(got->room, "a\"b");
  EXPECT_EQ(got->data, "[1]");
  EXPECT_EQ(got->offset, 3U);
}

}  // namespace
}  // namespace parley::script
