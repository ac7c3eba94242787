// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/api.pb.h"
#include "protocol/centrifuge/client.pb.h"
#include "protocol/centrifuge/json.hpp"

#include <gtest/gtest.h>

#include <google/protobuf/util/message_differencer.h>
#include <limits>
#include <string>

namespace parley::centrifuge {
namespace {

std::string json_of(const google::protobuf::Message& message) {
  std::string out;
  append_json(out, message);
  return out;
}

/// A reply whose result `fill` makes.
template <class Fill>
std::string reply(std::uint32_t id, Fill fill) {
  Reply out;
  out.set_id(id);
  fill(out);
  return json_of(out);
}

TEST(ToJson, zero_values_are_left_out) {
  EXPECT_EQ(json_of(Reply()), "{}");
  EXPECT_EQ(json_of(ConnectResult()), "{}");
  EXPECT_EQ(json_of(SubscribeResult()), "{}");
  EXPECT_EQ(json_of(Publication()), "{}");
  EXPECT_EQ(json_of(api::PublishResult()), "{}");
}

TEST(ToJson, a_result_without_fields_is_still_there) {
  EXPECT_EQ(reply(3, [](auto& r) { r.mutable_publish(); }),
            R"({"id":3,"publish":{}})");
  EXPECT_EQ(reply(8, [](auto& r) { r.mutable_unsubscribe(); }),
            R"({"id":8,"unsubscribe":{}})");
  EXPECT_EQ(reply(7, [](auto& r) { r.mutable_rpc(); }), R"({"id":7,"rpc":{}})");
}

TEST(ToJson, fields_that_are_always_there_are_there_when_empty) {
  EXPECT_EQ(reply(6, [](auto& r) { r.mutable_presence(); }),
            R"({"id":6,"presence":{"presence":{}}})");
  EXPECT_EQ(reply(5, [](auto& r) { r.mutable_presence_stats(); }),
            R"({"id":5,"presence_stats":{"num_clients":0,"num_users":0}})");
  EXPECT_EQ(reply(4, [](auto& r) { r.mutable_history(); }),
            R"({"id":4,"history":{"publications":[],"epoch":"","offset":0}})");
  EXPECT_EQ(json_of(ClientInfo()), R"({"user":"","client":""})");
  EXPECT_EQ(json_of(api::ChannelsResult()), R"({"channels":{}})");
  EXPECT_EQ(json_of(api::BroadcastResult()), R"({"responses":[]})");
  EXPECT_EQ(json_of(api::BatchReply()), R"({"replies":[]})");
}

TEST(ToJson, a_connect_reply_is_as_captured) {
  EXPECT_EQ(reply(1,
                  [](auto& r) {
                    auto& result = *r.mutable_connect();
                    result.set_client("2f5f");
                    result.set_version("mock");
                    result.set_ping(25);
                    result.set_pong(true);
                  }),
            R"({"id":1,"connect":{"client":"2f5f","version":"mock",)"
            R"("ping":25,"pong":true}})");
}

TEST(ToJson, members_are_listed_by_client) {
  PresenceResult result;
  auto& info = (*result.mutable_presence())["c1"];
  info.set_user("42");
  info.set_client("c1");
  info.set_conn_info(R"({"name":"Ann"})");
  EXPECT_EQ(json_of(result), R"({"presence":{"c1":{"user":"42","client":"c1",)"
                             R"("conn_info":{"name":"Ann"}}}})");
}

TEST(ToJson, texts_and_keys_are_escaped) {
  Publication pub;
  (*pub.mutable_tags())["a\"\n"] = std::string("\\\0\x1f", 3) + "\u00e9🙂";
  EXPECT_EQ(json_of(pub), R"({"tags":{"a\"\n":"\\\u0000\u001F)"
                          "\u00e9🙂\"}}");
}

TEST(ToJson, numbers_of_64_bits_are_numbers) {
  SubscribeResult result;
  result.set_offset(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(json_of(result), R"({"offset":18446744073709551615})");
  ConnectResult connect;
  connect.set_time(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(json_of(connect), R"({"time":-9223372036854775808})");
}

TEST(ToJson, embedded_values_of_any_type_stay_as_they_are) {
  for (const std::string value :
       {R"({"b":1, "a":[1.50,"\u00e9\/"]})", "[]", "0", "-1.50e+3", "null",
        R"("a\nb")", "false"}) {
    Publication pub;
    pub.set_data(value);
    EXPECT_EQ(json_of(pub), R"({"data":)" + value + "}");
  }
}

TEST(ToJson, a_message_is_one_line_whatever_is_embedded) {
  Publication pub;
  pub.set_data("{\r\n  \"a\\n\":\n1\n}\n");
  pub.mutable_info()->set_conn_info("\n[1,\r2]");
  EXPECT_EQ(json_of(pub), R"({"data":{  "a\n":1},)"
                          R"("info":{"user":"","client":"",)"
                          R"("conn_info":[1,2]}})");
}

TEST(ToJson, commands_in_a_json_string_are_escaped) {
  EmulationRequest posted;
  posted.set_data("{\"id\":1}\n");
  EXPECT_EQ(json_of(posted), R"({"data":"{\"id\":1}\n"})");
}

TEST(ToJson, is_appended_behind_what_is_there) {
  std::string out = "{\"result\":";
  append_json(out, Reply());
  EXPECT_EQ(out, "{\"result\":{}");
}

TEST(ToJson, what_was_read_is_written_and_read_again) {
  Command command, again;
  ASSERT_TRUE(from_json(
      R"({"id":1,"connect":{"token":"t","data":[1,{"a":"\n"}],"subs":{"a":)"
      R"({"recover":true,"epoch":"e","offset":5,"flag":-3,"tf":{"op":"or",)"
      R"("vals":["","x"],"nodes":[{},{"key":"k"}]}},"b\u0000":{}},)"
      R"("headers":{"\"":"\\"}},"history":{"limit":-1,"since":{"offset":1}}})",
      command));
  ASSERT_TRUE(from_json(json_of(command), again)) << json_of(command);
  EXPECT_TRUE(
      google::protobuf::util::MessageDifferencer::Equals(command, again));
}

TEST(Quoted, is_a_json_string_that_says_the_same) {
  EXPECT_EQ(centrifuge::quoted(""), R"("")");
  EXPECT_EQ(centrifuge::quoted("a\"b\\c\n\t/é"), R"("a\"b\\c\n\t/é")");
  std::string all;
  for (int c = 0; c < 128; ++c) all.push_back(static_cast<char>(c));
  all += "é🙂\u2028";
  EXPECT_EQ(unquoted(centrifuge::quoted(all)), all);
  EXPECT_EQ(centrifuge::quoted(all).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace parley::centrifuge
