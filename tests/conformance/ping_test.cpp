// SPDX-License-Identifier: Apache-2.0
// RFC 6455 sections 5.5.2 and 5.5.3: pings and pongs.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

constexpr std::uint16_t protocol_error = 1002;

TEST(ping, is_answered_with_its_own_payload) {
  const node server;
  auto client = server.open();
  for (const std::size_t size : {0u, 1u, 64u, 124u, 125u}) {
    SCOPED_TRACE(size);
    client.send(ping_frame(some_octets(size)));
    expect_frame(client, op::pong, some_octets(size));
  }
  leave(client);
}

TEST(ping, of_126_bytes_fails_the_connection) {
  const node server;
  auto client = server.open();
  client.send(ping_frame(some_text(126)));
  expect_closed(client, protocol_error);
}

TEST(ping, need_not_be_utf8) {
  const node server;
  auto client = server.open();
  constexpr std::string_view octets("\xff\xfe\x00\xc0", 4);
  client.send(ping_frame(octets));
  expect_frame(client, op::pong, octets);
  leave(client);
}

TEST(ping, that_comes_octet_by_octet_is_answered) {
  const node server;
  auto client = server.open();
  for (const std::size_t size : {0u, 1u, 125u}) {
    client.send_in_pieces(ping_frame(some_octets(size)), 1);
    expect_frame(client, op::pong, some_octets(size));
  }
  leave(client);
}

TEST(pings, in_a_row_are_answered_in_order) {
  const node server;
  auto client = server.open();
  std::string all;
  for (int i = 0; i < 10; ++i) all += ping_frame("ping " + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 10; ++i)
    expect_frame(client, op::pong, "ping " + std::to_string(i));
  client.send_in_pieces(all, 1);
  for (int i = 0; i < 10; ++i)
    expect_frame(client, op::pong, "ping " + std::to_string(i));
  leave(client);
}

TEST(pings, between_messages_are_answered_and_no_message_is_lost) {
  const node server;
  auto client = server.open();
  constexpr int count = 200;
  std::string all;
  for (int i = 0; i < count; ++i)
    all += text_frame(std::to_string(i)) + ping_frame(std::to_string(i));
  client.send(all);
  // Echoes and pongs may pass each other; each kind keeps its order.
  int texts = 0, pongs = 0;
  for (int i = 0; i < 2 * count; ++i) {
    const auto frame = client.read_frame();
    auto& seen = frame.opcode == op::text ? texts : pongs;
    EXPECT_EQ(frame.payload, std::to_string(seen++));
  }
  EXPECT_EQ(texts, count);
  EXPECT_EQ(pongs, count);
  leave(client);
}

TEST(ping, of_a_member_is_answered_to_that_member_alone) {
  const node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  alice.send(ping_frame("hello?"));
  expect_frame(alice, op::pong, "hello?");
  alice.send(text_frame("hello"));
  expect_text(alice, "[alice] hello");
  expect_text(bob, "[alice] hello");
  leave(bob);
  expect_text(alice, "* bob left");
  leave(alice);
}

// Pongs wait in the same bounded outbox as all else: when it is half full, the
// client is not listened to until it has read some.
TEST(pings, of_one_who_does_not_read_wait_and_are_all_answered) {
  const node server(
      [](settings& values) { values.net.bounds.queue_size = 65'536; });
  constexpr int kernel_buffer = 4'096;
  constexpr int count = 8'000;
  auto client = server.open(echo_path, {}, kernel_buffer);
  const auto payload = [](int i) { return std::to_string(i) + some_text(100); };
  std::string pings;
  for (int i = 0; i < count; ++i) pings += ping_frame(payload(i));
  client.send(pings);
  for (int i = 0; i < count; ++i) expect_frame(client, op::pong, payload(i));
  expect_echo(client, op::text, "still here");
  leave(client);
}

TEST(pong, that_nobody_asked_for_is_ignored) {
  const node server;
  auto client = server.open();
  client.send(pong_frame() + pong_frame(some_octets(125)) +
              ping_frame("after"));
  expect_frame(client, op::pong, "after");
  expect_echo(client, op::text, "still here");
  leave(client);
}

TEST(pong, of_126_bytes_fails_the_connection) {
  const node server;
  auto client = server.open();
  client.send(pong_frame(some_text(126)));
  expect_closed(client, protocol_error);
}

}  // namespace
}  // namespace parley::conformance
