// SPDX-License-Identifier: Apache-2.0
// RFC 6455 sections 5.5.1 and 7: how connections end.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

constexpr std::uint16_t normal = 1000;
constexpr std::uint16_t protocol_error = 1002;

// Section 7.4: the codes that a client may send, and the forbidden ones.
constexpr std::uint16_t allowed_codes[] = {1000, 1001, 1002, 1003, 1007,
                                           1008, 1009, 1010, 1011, 3000,
                                           3999, 4000, 4999};
constexpr std::uint16_t forbidden_codes[] = {0,    999,  1004, 1005, 1006,
                                             1015, 1016, 1100, 2000, 2999};

std::string close_with(std::string_view payload) {
  return encode({.opcode = op::close, .payload = std::string(payload)});
}

TEST(close, is_answered_with_its_own_code) {
  const node server;
  for (const auto code : allowed_codes)
    for (const auto* reason : {"", "a reason"}) {
      SCOPED_TRACE(code);
      auto client = server.open();
      client.send(close_frame(code, reason));
      expect_closed(client, code);
    }
}

TEST(close, without_a_code_is_answered) {
  const node server;
  auto client = server.open();
  client.send(close_with(""));
  const auto code = code_of(client.read_frame());
  EXPECT_TRUE(code == normal || code == 1005) << code;
  const auto last = client.read_to_end();
  EXPECT_EQ(last.bytes, "");
  EXPECT_EQ(last.how, ending::eof);
}

TEST(close, with_a_code_that_nobody_may_send_is_a_protocol_error) {
  const node server;
  for (const auto code : forbidden_codes) {
    SCOPED_TRACE(code);
    auto client = server.open();
    client.send(close_frame(code));
    expect_closed(client, protocol_error);
  }
}

// Section 7.4.2 defines no code from 5000 on and forbids none.
TEST(close, with_a_code_that_means_nothing_ends_the_connection) {
  const node server;
  for (const auto code : {std::uint16_t{5'000}, std::uint16_t{65'535}}) {
    SCOPED_TRACE(code);
    auto client = server.open();
    client.send(close_frame(code));
    const auto answer = code_of(client.read_frame());
    EXPECT_TRUE(answer == code || answer == protocol_error) << answer;
    EXPECT_EQ(client.read_to_end().how, ending::eof);
  }
}

TEST(close, with_half_a_code_is_a_protocol_error) {
  const node server;
  auto client = server.open();
  client.send(close_with("\x03"));
  expect_closed(client, protocol_error);
}

TEST(close, with_the_longest_reason_is_answered) {
  const node server;
  auto client = server.open();
  client.send(close_frame(normal, some_text(123)));
  expect_closed(client, normal);
}

TEST(close, with_too_long_a_reason_is_a_protocol_error) {
  const node server;
  auto client = server.open();
  client.send(close_frame(normal, some_text(124)));
  expect_closed(client, protocol_error);
}

TEST(close, with_a_reason_that_is_not_utf8_fails_the_connection) {
  const node server;
  for (const auto* reason : {"\xff", "good \xed\xa0\x80 bad", "cut off \xe2"}) {
    SCOPED_TRACE(testing::PrintToString(reason));
    auto client = server.open();
    client.send(close_frame(normal, reason));
    const auto code = code_of(client.read_frame());
    EXPECT_TRUE(code == protocol_error || code == 1007) << code;
    EXPECT_EQ(client.read_to_end().how, ending::eof);
  }
}

TEST(close, that_comes_octet_by_octet_is_answered) {
  const node server;
  auto client = server.open();
  client.send_in_pieces(close_frame(normal, "slowly"), 1);
  expect_closed(client, normal);
}

TEST(close, twice_is_answered_once) {
  const node server;
  auto client = server.open();
  client.send(close_frame(normal) + close_frame(1001));
  expect_closed(client, normal);
}

TEST(close, is_the_last_thing_that_is_listened_to) {
  const node server;
  auto client = server.open();
  client.send(close_frame(normal) + text_frame("too late") +
              ping_frame("too late") + std::string(100'000, '\xff'));
  expect_closed(client, normal);
}

TEST(close, behind_messages_is_answered_behind_their_answers) {
  const node server;
  auto client = server.open();
  expect_echo(client, op::text, "first");
  client.send(ping_frame("second") + close_frame(normal));
  expect_frame(client, op::pong, "second");
  expect_closed(client, normal);
}

TEST(message, behind_its_senders_close_does_not_reach_the_room) {
  const node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  bob.send(text_frame("bye") + close_frame(normal) + text_frame("too late"));
  expect_text(alice, "[bob] bye");
  expect_text(alice, "* bob left");
  leave(alice);
}

TEST(end_of_stream, without_a_close_is_answered_with_one) {
  const node server;
  auto client = server.open();
  expect_echo(client, op::text, "hello");
  client.end_sending();
  const auto last = client.read_to_end();
  EXPECT_EQ(last.bytes, "");
  EXPECT_EQ(last.how, ending::eof);
}

TEST(end_of_stream, inside_a_frame_takes_the_member_out_of_the_room) {
  const node server;
  auto alice = server.join("lobby", "alice");
  for (const std::size_t sent : {1u, 5u, 9u}) {
    auto bob = server.join("lobby", "bob");
    expect_text(alice, "* bob joined");
    bob.send(text_frame("never finished").substr(0, sent));
    bob.end_sending();
    expect_text(alice, "* bob left");
    EXPECT_EQ(bob.read_to_end().bytes, "");
  }
  leave(alice);
}

TEST(reset, takes_the_member_out_of_the_room) {
  const node server;
  auto alice = server.join("lobby", "alice");
  for (int i = 0; i < 10; ++i) {
    auto bob = server.join("lobby", "bob");
    expect_text(alice, "* bob joined");
    bob.send(text_frame("half").substr(0, 3));
    bob.reset();
    expect_text(alice, "* bob left");
  }
  leave(alice);
}

}  // namespace
}  // namespace parley::conformance
