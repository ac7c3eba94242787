// SPDX-License-Identifier: Apache-2.0
// RFC 6455 section 10.4: messages over the limit, which is 65,536 bytes unless
// it is raised. Compressed ones are in deflate_limits_test.cpp.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

constexpr std::size_t limit = limits{}.message_size;
constexpr std::uint16_t too_big = 1009;

TEST(message, of_the_limit_is_accepted) {
  const node server;
  auto client = server.open();
  expect_echo(client, op::text, some_text(limit));
  expect_echo(client, op::binary, some_octets(limit));
  client.send(fragments(op::text, some_text(limit), 1'000));
  expect_text(client, some_text(limit));
  leave(client);
}

TEST(message, of_the_limit_reaches_the_whole_room) {
  const node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  alice.send(text_frame(some_text(limit)));
  expect_text(alice, "[alice] " + some_text(limit));
  expect_text(bob, "[alice] " + some_text(limit));
  leave(bob);
  expect_text(alice, "* bob left");
  leave(alice);
}

TEST(message, over_the_limit_is_refused_with_1009) {
  const node server;
  for (const auto opcode : {op::text, op::binary})
    for (const auto size : {limit + 1, 10 * limit}) {
      auto client = server.open();
      client.send(encode({.opcode = opcode, .payload = some_text(size)}));
      expect_closed(client, too_big);
    }
}

TEST(message, over_the_limit_is_refused_by_its_header_alone) {
  const node server;
  for (const std::uint64_t length :
       {limit + 1ull, 1ull << 32, 1ull << 40, (1ull << 63) - 1}) {
    SCOPED_TRACE(length);
    auto client = server.open();
    client.send(encode({.declared = length}));
    expect_closed(client, too_big);
  }
}

TEST(fragments, together_over_the_limit_are_refused_with_1009) {
  const node server;
  for (const std::size_t size : {1'000u, 65'536u}) {
    auto client = server.open();
    client.send(fragments(op::text, some_text(limit + 1), size));
    expect_closed(client, too_big);
  }
}

TEST(fragments, whose_lengths_overflow_together_are_refused_with_1009) {
  const node server;
  auto client = server.open();
  client.send(encode({.payload = "begun", .fin = false}) +
              encode({.opcode = op::continuation, .declared = ~0ull >> 1}));
  expect_closed(client, too_big);
}

TEST(fragments, do_not_count_what_was_said_before) {
  const node server;
  auto client = server.open();
  for (int i = 0; i < 3; ++i) {
    client.send(fragments(op::text, some_text(limit), 30'000));
    expect_text(client, some_text(limit));
  }
  leave(client);
}

TEST(limit, is_what_the_operator_sets) {
  const node server(
      [](settings& values) { values.net.bounds.message_size = 10; });
  auto client = server.open();
  expect_echo(client, op::text, "ten bytes!");
  client.send(text_frame("11 bytes..."));
  expect_closed(client, too_big);
}

/// Pings until the server closes; its code.
std::uint16_t code_after_pings(raw_client& client) {
  for (;;) {
    if (!client.try_send(ping_frame("still here"))) return 1006;
    const auto frame = client.read_frame();
    if (frame.opcode == op::close) return code_of(frame);
  }
}

TEST(message, that_is_not_completed_in_time_closes_whatever_pings_come) {
  const node server([](settings& values) {
    values.net.message_timeout = std::chrono::milliseconds(200);
  });
  const auto half_frame = encode({.payload = "half", .declared = 100});
  for (const auto& begun :
       {encode({.payload = "half", .fin = false}), half_frame.substr(0, 1)}) {
    auto client = server.open();
    client.send(begun);
    EXPECT_EQ(code_of(client.read_frame()), 1008);
    client.send(close_frame(1008));
  }
  auto client = server.open();
  client.send(encode({.payload = "half", .fin = false}));
  EXPECT_EQ(code_after_pings(client), 1008);
}

TEST(message, that_is_completed_in_time_may_be_followed_by_others) {
  constexpr std::chrono::milliseconds timeout(300);
  const node server(
      [=](settings& values) { values.net.message_timeout = timeout; });
  auto client = server.open();
  for (int i = 0; i < 3; ++i) {
    client.send(encode({.payload = "be", .fin = false}));
    client.send(encode({.opcode = op::continuation, .payload = "gun"}));
    expect_text(client, "begun");
    EXPECT_FALSE(client.hears_within(timeout / 2));
  }
  leave(client);
}

TEST(member, over_the_limit_is_closed_and_the_room_goes_on) {
  const node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  bob.send(text_frame("fine") + text_frame(some_text(limit + 1)));
  expect_text(alice, "[bob] fine");
  expect_text(alice, "* bob left");
  alice.send(text_frame("anyone?"));
  expect_text(alice, "[alice] anyone?");
  leave(alice);
}

}  // namespace
}  // namespace parley::conformance
