// SPDX-License-Identifier: Apache-2.0
#include "lab/load/speech.hpp"

#include "protocol/centrifuge/format.hpp"

#include <gtest/gtest.h>

namespace parley::load {
namespace {

using namespace std::string_view_literals;

TEST(Speech, every_protocol_that_is_named_is_spoken) {
  for (const auto& each : own_protocols()) {
    const auto words = make_speech(each.name);
    ASSERT_TRUE(words) << each.name;
    EXPECT_TRUE(words->default_path().starts_with('/'));
    EXPECT_NE(words->publish("room1", "PAYLOAD").find("PAYLOAD"),
              std::string::npos);
  }
  EXPECT_FALSE(make_speech("esperanto"));
}

TEST(Speech, plain_is_what_it_says) {
  const auto words = make_speech("plain");
  EXPECT_EQ(words->hello("r"), "");
  EXPECT_EQ(words->publish("r", "text"), "text");
  EXPECT_EQ(words->answer("[user1] text", "r"), "");
}

TEST(Speech, json_connects_subscribes_and_answers_pings) {
  const auto words = make_speech("json");
  EXPECT_EQ(words->hello("r"),
            "{\"id\":1,\"connect\":{}}\n"
            "{\"id\":2,\"subscribe\":{\"channel\":\"r\"}}");
  EXPECT_EQ(words->publish("r", "text"),
            R"({"id":3,"publish":{"channel":"r","data":"text"}})");
  EXPECT_EQ(words->answer("{}", "r"), "{}");
  EXPECT_EQ(words->answer(R"({"id":3,"publish":{}})", "r"), "");
  EXPECT_EQ(words->refusals(R"({"id":3,"publish":{}})"), 0u);
  const std::string error = R"({"id":3,"error":{"code":111}})";
  EXPECT_EQ(words->refusals(error + "\n{}\n" + error), 2u);
}

TEST(Speech, protobuf_says_the_same_as_a_server_reads_it) {
  const auto words = make_speech("protobuf");
  EXPECT_EQ(words->sends(), opcode::binary);
  centrifuge::command_reader reader(
      centrifuge::format::protobuf,
      words->hello("r") + words->publish("r", "text"));
  using result = centrifuge::command_reader::result;
  centrifuge::Command command;
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_TRUE(command.has_connect());
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_EQ(command.subscribe().channel(), "r");
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_EQ(command.publish().data(), R"("text")");
  EXPECT_EQ(words->answer("\0"sv, "r"), "\0"sv);
  EXPECT_EQ(words->answer("\1\1"sv, "r"), "");
  centrifuge::Reply fine, refused;
  fine.mutable_publish();
  refused.mutable_error()->set_code(111);
  const auto framed = [](const centrifuge::Reply& reply) {
    const auto bytes = reply.SerializeAsString();
    return static_cast<char>(bytes.size()) + bytes;
  };
  EXPECT_EQ(words->refusals(framed(fine)), 0u);
  EXPECT_EQ(words->refusals(framed(refused) + framed(fine) + framed(refused)),
            2u);
}

}  // namespace
}  // namespace parley::load
