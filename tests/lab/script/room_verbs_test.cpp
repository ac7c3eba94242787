// SPDX-License-Identifier: Apache-2.0
#include "lab/script/room_verbs.hpp"

#include "lab/script/step.hpp"
#include "lab/script/verbs.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

// Reads what stands after a client's name.
template <class Action>
Action read(std::string_view text) {
  words line(text);
  return std::get<Action>(parse_action(line));
}

std::string error_of(std::string_view text) {
  try {
    words line(text);
    parse_action(line);
  } catch (const syntax_error& error) {
    return error.what();
  }
  return "";
}

TEST(connect_centrifuge, is_a_connect_to_the_websocket_of_the_protocol) {
  const auto plain = read<connect>("connect centrifuge # comment");
  EXPECT_EQ(plain.path, "/connection/websocket");
  ASSERT_TRUE(plain.rooms);
  EXPECT_EQ(plain.rooms->token, "");
  EXPECT_FALSE(read<connect>("connect /connection/websocket").rooms);
}

TEST(connect_centrifuge, takes_a_token_and_all_that_a_connect_takes) {
  const auto full = read<connect>(
      R"(connect centrifuge token=a.b=c header "A: 1" error=109 status 403)");
  EXPECT_EQ(full.rooms->token, "a.b=c");
  EXPECT_EQ(full.rooms->end.error, 109U);
  EXPECT_EQ(full.headers.size(), 1U);
  EXPECT_EQ(full.status, 403U);
  EXPECT_EQ(read<connect>("connect centrifuge closed=3500").rooms->end.closed,
            3500);
  EXPECT_EQ(error_of("connect centrifuge tokens=x"),
            "unexpected \"tokens=x\": a path is followed by header or status, "
            "token=, error= or closed=");
  EXPECT_EQ(error_of("connect /chat token=x"),
            "unexpected \"token=x\": a path is followed by header or status");
}

TEST(subscribe, takes_its_options_in_any_order) {
  const auto plain = read<subscribe>("subscribe news");
  EXPECT_EQ(plain.room, "news");
  EXPECT_FALSE(plain.recoverable || plain.positioned || plain.join_leave ||
               plain.recover);
  const auto full = read<subscribe>(
      "subscribe \"my news\" join_leave error=103 positioned token=t "
      "recoverable");
  EXPECT_EQ(full.room, "my news");
  EXPECT_TRUE(full.recoverable && full.positioned && full.join_leave);
  EXPECT_EQ(full.token, "t");
  EXPECT_EQ(full.end.error, 103U);
}

TEST(subscribe, says_what_is_wrong_with_its_arguments) {
  EXPECT_EQ(error_of("subscribe"), "missing room, such as news");
  EXPECT_EQ(error_of("subscribe news offset=1"),
            "unexpected \"offset=1\", none of recoverable, positioned, "
            "join_leave, token=, error=, closed=");
  EXPECT_EQ(error_of("subscribe news error=no"),
            "an error code must be a number from 100 to 4999, not \"no\"");
}

TEST(recover, may_name_a_position_and_want_that_it_is_too_old) {
  const auto plain = read<subscribe>("recover news");
  EXPECT_TRUE(plain.recover && plain.recoverable);
  EXPECT_FALSE(plain.offset || plain.epoch || plain.unrecovered);
  const auto full =
      read<subscribe>("recover news offset=5 epoch= unrecovered join_leave");
  EXPECT_EQ(full.offset, 5U);
  EXPECT_EQ(full.epoch, "");
  EXPECT_TRUE(full.unrecovered && full.join_leave);
  EXPECT_EQ(error_of("recover news offset=-1").substr(0, 24),
            "an offset must be a numb");
}

TEST(publish, takes_the_rest_of_the_line_after_its_options_as_json) {
  const auto plain = read<publish>(R"(publish news {"n": "# 1"})");
  EXPECT_EQ(plain.room, "news");
  EXPECT_EQ(plain.data, R"({"n": "# 1"})");
  const auto denied = read<publish>("publish news error=103 \"error=1 2\"");
  EXPECT_EQ(denied.end.error, 103U);
  EXPECT_EQ(denied.data, "\"error=1 2\"");
}

TEST(publish, wants_json_once_its_numbers_are_filled_in) {
  EXPECT_EQ(read<publish>("publish news {\"n\":{i}}").data, "{\"n\":{i}}");
  EXPECT_EQ(error_of("publish news"), "missing data, such as {\"n\":1}");
  EXPECT_EQ(error_of("publish news error=103"),
            "missing data, such as {\"n\":1}");
  EXPECT_TRUE(
      error_of("publish news hello").starts_with("the data is not JSON: "));
}

TEST(expect_pub, may_name_the_offset_before_the_data) {
  const auto plain = read<expect_publication>("expect-pub news [1, 2]");
  EXPECT_EQ(plain.data, "[1, 2]");
  EXPECT_FALSE(plain.offset);
  const auto full = read<expect_publication>("expect-pub news  offset=5  7");
  EXPECT_EQ(full.offset, 5U);
  EXPECT_EQ(full.data, "7");
}

TEST(expect_presence, wants_a_room_and_a_name) {
  const auto join = read<expect_presence>("expect-join news alice # hello");
  EXPECT_EQ(join.room, "news");
  EXPECT_EQ(join.who, "alice");
  EXPECT_TRUE(join.joined);
  EXPECT_FALSE(read<expect_presence>("expect-leave news alice").joined);
  EXPECT_EQ(error_of("expect-join news"),
            "missing name: a user, a client id or a client of the script");
}

TEST(expect_unsubscribed, takes_a_code_if_it_wants_one) {
  EXPECT_FALSE(read<expect_unsubscribed>("expect-unsubscribed a").code);
  EXPECT_EQ(read<expect_unsubscribed>("expect-unsubscribed a 2500").code,
            2500U);
}

TEST(unsubscribe, takes_a_room_and_how_it_ends) {
  EXPECT_EQ(read<unsubscribe>("unsubscribe news closed=3501").end.closed, 3501);
  EXPECT_EQ(error_of("unsubscribe news now"),
            "unexpected \"now\", none of error=, closed=");
}

TEST(drop, takes_nothing) {
  EXPECT_NO_THROW(read<drop>("drop # gone"));
  EXPECT_EQ(error_of("drop now"), "unexpected \"now\"");
}

}  // namespace
}  // namespace parley::script
