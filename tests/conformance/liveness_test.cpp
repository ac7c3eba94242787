// SPDX-License-Identifier: Apache-2.0
// Signs of life: the server's own pings, and clients that do not answer.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>

namespace parley::conformance {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds interval{100};
constexpr std::uint16_t no_pong = 3012;

void ping_often(settings& values) {
  values.net.bounds.ping_interval = interval;
  values.net.bounds.pong_timeout = interval;
}

/// For clients that answer: this machine may keep them from it for a while.
void ping_often_and_wait(settings& values) {
  ping_often(values);
  values.net.bounds.pong_timeout = 20 * interval;
}

/// The next text; pings that come before are answered.
std::string next_text(raw_client& client) {
  auto frame = client.read_frame();
  for (; frame.opcode == op::ping; frame = client.read_frame())
    client.send(pong_frame(frame.payload));
  return frame.payload;
}

TEST(client, that_answers_pings_lives) {
  const node server(ping_often_and_wait);
  auto client = server.open();
  for (int i = 0; i < 2; ++i) {
    const auto ping = client.read_frame();
    ASSERT_EQ(ping.opcode, op::ping);
    client.send(pong_frame(ping.payload));
  }
  client.send(text_frame("still here"));
  EXPECT_EQ(next_text(client), "still here");
}

TEST(client, that_talks_instead_of_answering_pings_lives) {
  const node server(ping_often_and_wait);
  auto client = server.open();
  int pings = 0, echoes = 0;
  while (echoes < 2) {
    const auto frame = client.read_frame();
    if (frame.opcode == op::ping) {
      client.send(text_frame(std::to_string(pings++)));
    } else {
      ASSERT_EQ(frame.opcode, op::text);
      EXPECT_EQ(frame.payload, std::to_string(echoes++));
    }
  }
}

// It is in the middle of a long frame and cannot send a pong.
TEST(client, that_sends_a_long_message_slowly_lives) {
  const node server(ping_often_and_wait);
  auto client = server.open();
  const auto frame = text_frame(some_text(10'000));
  std::size_t sent = 0;
  for (int pings = 0; pings < 2; ++pings) {
    ASSERT_EQ(client.read_frame().opcode, op::ping);
    client.send(frame.substr(sent, 1'000));
    sent += 1'000;
  }
  client.send(frame.substr(sent));
  EXPECT_EQ(next_text(client), some_text(10'000));
}

TEST(client, that_does_not_answer_a_ping_is_closed_with_3012) {
  const node server(ping_often_and_wait);
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  // Alice answers, bob does not.
  auto heard_by_alice =
      std::async(std::launch::async, [&] { return next_text(alice); });
  ASSERT_EQ(bob.read_frame().opcode, op::ping);
  expect_sent_away(bob, no_pong);
  EXPECT_EQ(heard_by_alice.get(), "* bob left");
}

// It is out of its room when the server decides it, and not five seconds later,
// when a client that does not answer is cut: after that it would be reset.
TEST(client, that_is_told_to_go_has_left_its_room_before_it_answers) {
  const node server(ping_often_and_wait);
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  auto heard_by_alice =
      std::async(std::launch::async, [&] { return next_text(alice); });
  ASSERT_EQ(bob.read_frame().opcode, op::ping);
  ASSERT_EQ(code_of(bob.read_frame()), no_pong);
  EXPECT_EQ(heard_by_alice.get(), "* bob left");
  bob.send(close_frame(no_pong));
  EXPECT_EQ(bob.read_to_end().how, ending::eof);
  // Once: alice's next message is her own.
  alice.send(text_frame("alone"));
  EXPECT_EQ(next_text(alice), "[alice] alone");
}

TEST(client, that_is_told_to_go_and_does_not_is_cut) {
  const node server(ping_often);
  const auto began = std::chrono::steady_clock::now();
  auto client = server.open();
  ASSERT_EQ(client.read_frame().opcode, op::ping);
  ASSERT_EQ(code_of(client.read_frame()), no_pong);
  EXPECT_EQ(client.read_to_end().bytes, "");
  EXPECT_GE(std::chrono::steady_clock::now() - began,
            interval + interval + close_timeout);
}

TEST(idle_clients, are_not_pinged_before_it_is_time) {
  const node server([](settings& values) {
    values.net.bounds.ping_interval = milliseconds(10'000);
  });
  auto client = server.open();
  EXPECT_FALSE(client.hears_within(3 * interval));
  leave(client);
}

}  // namespace
}  // namespace parley::conformance
