// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/push.hpp"

#include "tests/protocol/centrifuge/hex.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace parley::centrifuge {
namespace {

client_info_ptr client(std::string user, std::string id) {
  return std::make_shared<client_info>(
      client_info{std::move(user), std::move(id), {}, {}});
}

publication said(std::string data, data_kind kind = data_kind::json) {
  publication out;
  out.data = std::move(data);
  out.kind = kind;
  return out;
}

std::string json_push(const publication& what) {
  return publication_push(format::json, "c", what, "E");
}

TEST(Push, a_publication_is_as_captured) {
  auto first = said(R"({"m":1})");
  first.info = client("", "2f5f");
  first.offset = 1;
  EXPECT_EQ(publication_push(format::json, "r:x", first, "MuBP"),
            R"({"push":{"channel":"r:x","pub":{"data":{"m":1},)"
            R"("info":{"user":"","client":"2f5f"},"offset":1,)"
            R"("epoch":"MuBP"}}})");
}

TEST(Push, only_the_first_publication_of_a_history_has_its_epoch) {
  auto each = said("1");
  EXPECT_EQ(json_push(each), R"({"push":{"channel":"c","pub":{"data":1}}})");
  each.offset = 2;
  EXPECT_EQ(json_push(each),
            R"({"push":{"channel":"c","pub":{"data":1,"offset":2}}})");
}

TEST(Push, a_publication_has_its_tags) {
  auto tagged = said("1");
  tagged.tags["k"] = "v\"";
  EXPECT_EQ(json_push(tagged),
            R"({"push":{"channel":"c","pub":{"data":1,"tags":{"k":"v\""}}}})");
}

TEST(Push, the_text_of_a_plain_client_is_a_json_string) {
  const auto text = said("a \"b\"\n{}", data_kind::text);
  EXPECT_EQ(wire_data(text), R"("a \"b\"\n{}")");
  EXPECT_EQ(json_push(text),
            R"({"push":{"channel":"c","pub":{"data":"a \"b\"\n{}"}}})");
  EXPECT_EQ(wire_data(said("{}")), "{}");
}

TEST(Push, json_with_newlines_is_pushed_as_one_line) {
  EXPECT_EQ(json_push(said("{\n\"m\":1\r\n}")),
            R"({"push":{"channel":"c","pub":{"data":{"m":1}}}})");
}

TEST(Push, bytes_are_shown_to_protobuf_clients_only) {
  const auto bytes = said("\xff\n", data_kind::binary);
  EXPECT_EQ(json_push(bytes),
            R"({"push":{"channel":"c","pub":{"data":null}}})");
  EXPECT_EQ(publication_push(format::protobuf, "c", bytes, ""),
            from_hex("0b 2209 120163 2204 2202 ff0a"));
}

TEST(Push, info_that_is_not_json_is_left_out_for_json_clients) {
  const client_info who{"u", "c1", "\xff", R"({"a":1})"};
  ClientInfo json, protobuf;
  put(who, format::json, json);
  EXPECT_EQ(encode(format::json, json),
            R"({"user":"u","client":"c1","chan_info":{"a":1}})");
  put(who, format::protobuf, protobuf);
  EXPECT_EQ(protobuf.conn_info(), "\xff");
  EXPECT_EQ(protobuf.chan_info(), R"({"a":1})");
}

TEST(Push, joins_and_leaves_say_who) {
  const client_info who{"u", "id", R"({"n":1})", "[]"};
  const std::string info =
      R"({"info":{"user":"u","client":"id","conn_info":{"n":1},)"
      R"("chan_info":[]}}}})";
  EXPECT_EQ(join_push(format::json, "c", who),
            R"({"push":{"channel":"c","join":)" + info);
  EXPECT_EQ(leave_push(format::json, "c", who),
            R"({"push":{"channel":"c","leave":)" + info);
}

TEST(Push, joins_and_leaves_have_their_protobuf_numbers) {
  const client_info who{"u", "i", "", ""};
  EXPECT_EQ(join_push(format::protobuf, "c", who),
            from_hex("0f 220d 120163 2a08 0a06 0a0175 120169"));
  EXPECT_EQ(leave_push(format::protobuf, "c", who),
            from_hex("0f 220d 120163 3208 0a06 0a0175 120169"));
}

}  // namespace
}  // namespace parley::centrifuge
