// SPDX-License-Identifier: Apache-2.0
// RFC 6455 section 5.4: messages in fragments, with control frames between.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

constexpr std::uint16_t protocol_error = 1002;

std::string first(std::string_view part, std::uint8_t opcode = op::text) {
  return encode({.opcode = opcode, .payload = std::string(part), .fin = false});
}

std::string middle(std::string_view part) {
  return encode(
      {.opcode = op::continuation, .payload = std::string(part), .fin = false});
}

std::string last(std::string_view part) {
  return encode({.opcode = op::continuation, .payload = std::string(part)});
}

void expect_refused(const node& server, std::string_view frames) {
  auto client = server.open();
  client.send(frames);
  expect_closed(client, protocol_error);
}

TEST(fragments, make_one_message_of_their_first_ones_kind) {
  const node server;
  auto client = server.open();
  client.send(first("one ") + last("two"));
  expect_text(client, "one two");
  client.send(first("one ", op::binary) + middle("two ") + last("three"));
  expect_frame(client, op::binary, "one two three");
  leave(client);
}

TEST(fragments, may_come_octet_by_octet) {
  const node server;
  auto client = server.open();
  client.send_in_pieces(first("one ") + middle("two ") + last("three"), 1);
  expect_text(client, "one two three");
  leave(client);
}

TEST(fragments, may_be_empty) {
  const node server;
  auto client = server.open();
  client.send(first("") + last("text"));
  expect_text(client, "text");
  client.send(first("te") + middle("") + last("xt"));
  expect_text(client, "text");
  client.send(first("text") + last(""));
  expect_text(client, "text");
  client.send(first("") + middle("") + last(""));
  expect_text(client, "");
  expect_echo(client, op::text, "after");
  leave(client);
}

TEST(fragments, of_one_octet_may_be_a_thousand) {
  const node server;
  auto client = server.open();
  const auto text = some_text(1'000);
  client.send(fragments(op::text, text, 1));
  expect_text(client, text);
  client.send_in_pieces(fragments(op::binary, text, 1), 3);
  expect_frame(client, op::binary, text);
  leave(client);
}

TEST(fragments, of_the_next_message_may_follow_at_once) {
  const node server;
  auto client = server.open();
  std::string all;
  for (int i = 0; i < 300; ++i)
    all += fragments(op::text, "message " + std::to_string(i), 3);
  client.send(all);
  for (int i = 0; i < 300; ++i)
    expect_text(client, "message " + std::to_string(i));
  leave(client);
}

TEST(ping, between_fragments_is_answered_before_the_message_ends) {
  const node server;
  auto client = server.open();
  client.send(first("one ") + ping_frame("well?"));
  expect_frame(client, op::pong, "well?");
  client.send(middle("two ") + pong_frame("unasked") + ping_frame(""));
  expect_frame(client, op::pong, "");
  client.send(last("three"));
  expect_text(client, "one two three");
  leave(client);
}

TEST(pings, between_a_thousand_fragments_are_answered_in_order) {
  const node server;
  auto client = server.open();
  const auto text = some_text(1'000);
  std::string all = first("");
  for (std::size_t i = 0; i < text.size(); ++i)
    all += ping_frame(std::to_string(i)) + middle(text.substr(i, 1));
  client.send(all + last(""));
  for (std::size_t i = 0; i < text.size(); ++i)
    expect_frame(client, op::pong, std::to_string(i));
  expect_text(client, text);
  leave(client);
}

TEST(close, between_fragments_ends_the_connection_without_the_message) {
  const node server;
  auto client = server.open();
  client.send(first("never to be finished") + close_frame(1000));
  expect_closed(client, 1000);
}

TEST(continuation, of_nothing_fails_the_connection) {
  const node server;
  expect_refused(server, last("of what?"));
  expect_refused(server, middle("of what?"));
  expect_refused(server, last(""));
}

TEST(continuation, of_a_finished_message_fails_the_connection) {
  const node server;
  auto client = server.open();
  client.send(first("one ") + last("two"));
  expect_text(client, "one two");
  client.send(last("three"));
  expect_closed(client, protocol_error);
}

TEST(message, inside_an_unfinished_one_fails_the_connection) {
  const node server;
  for (const auto outer : {op::text, op::binary})
    for (const auto inner : {op::text, op::binary})
      for (const bool fin : {true, false}) {
        SCOPED_TRACE(testing::Message() << int{inner} << " in " << int{outer});
        expect_refused(
            server,
            first("begun", outer) +
                encode({.opcode = inner, .payload = "another", .fin = fin}));
      }
}

TEST(control_frame, in_fragments_fails_the_connection) {
  const node server;
  for (const auto opcode : {op::close, op::ping, op::pong})
    for (const auto* payload : {"", "\x03\xe8 and some"}) {
      SCOPED_TRACE(int{opcode});
      expect_refused(
          server, encode({.opcode = opcode, .payload = payload, .fin = false}));
    }
}

TEST(fragments, of_a_member_reach_the_room_as_one_message) {
  const node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  alice.send(first("one "));
  bob.send(text_frame("meanwhile"));
  expect_text(alice, "[bob] meanwhile");
  expect_text(bob, "[bob] meanwhile");
  alice.send(last("two"));
  expect_text(alice, "[alice] one two");
  expect_text(bob, "[alice] one two");
  leave(bob);
  expect_text(alice, "* bob left");
  leave(alice);
}

}  // namespace
}  // namespace parley::conformance
