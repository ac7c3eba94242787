// SPDX-License-Identifier: Apache-2.0
#include "bench/peers/speech.hpp"

#include <gtest/gtest.h>

namespace parley::bench {
namespace {

using namespace std::string_view_literals;

TEST(PeerSpeech, every_protocol_that_is_named_is_spoken) {
  const auto all = all_protocols();
  EXPECT_EQ(all.size(), load::own_protocols().size() + 3);
  for (const auto& each : all) {
    const auto words = load::make_speech(each.name, all);
    ASSERT_TRUE(words) << each.name;
    EXPECT_TRUE(words->default_path().starts_with('/'));
    EXPECT_NE(words->publish("room1", "PAYLOAD").find("PAYLOAD"),
              std::string::npos);
  }
}

TEST(PeerSpeech, nats_publishes_and_keeps_alive) {
  const auto words = speak_nats();
  EXPECT_TRUE(words->hello("r").ends_with("SUB r 1\r\n"));
  EXPECT_EQ(words->publish("r", "text"), "PUB r 4\r\ntext\r\n");
  EXPECT_EQ(words->answer("PING\r\n", "r"), "PONG\r\n");
  EXPECT_EQ(words->answer("INFO {}\r\n", "r"), "");
  EXPECT_EQ(words->refusals("-ERR 'Permissions Violation'\r\n"), 1u);
  EXPECT_EQ(words->refusals("+OK\r\n"), 0u);
}

TEST(PeerSpeech, mqtt_packets_have_their_lengths) {
  const auto words = speak_mqtt();
  EXPECT_EQ(words->subprotocol(), "mqtt");
  EXPECT_EQ(words->hello("r"),
            "\x10\x0c\0\4MQTT\4\2\0\0\0\0"
            "\x82\x06\0\1\0\1r\0"sv);
  EXPECT_EQ(words->publish("r", "text"), "\x30\x07\0\1rtext"sv);
  const auto large = words->publish("r", std::string(200, 'x'));
  EXPECT_EQ(large.substr(0, 3), "\x30\xcb\x01");
}

TEST(PeerSpeech, socketio_joins_when_it_has_been_let_in) {
  const auto words = speak_socketio();
  EXPECT_EQ(words->hello("r"), "40");
  EXPECT_EQ(words->answer(R"(0{"sid":"a"})", "r"), "");
  EXPECT_EQ(words->answer(R"(40{"sid":"b"})", "r"), R"(42["join","r"])");
  EXPECT_EQ(words->answer("2", "r"), "3");
  EXPECT_EQ(words->publish("r", "text"), R"(42["say","text"])");
}

}  // namespace
}  // namespace parley::bench
