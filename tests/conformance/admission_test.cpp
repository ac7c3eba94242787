// SPDX-License-Identifier: Apache-2.0
// Admission of connections: slow handshakes and too many connections.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <deque>

namespace parley::conformance {
namespace {

using std::chrono::milliseconds;
using clock = std::chrono::steady_clock;

constexpr milliseconds handshake_timeout{1'000};

void hurry(settings& values) {
  values.net.bounds.handshake_timeout = handshake_timeout;
}

/// Asks for a WebSocket until there is one; the server may still be closing
/// earlier connections.
raw_client open_soon(const node& server) {
  const auto until = clock::now() + raw_client::patience;
  for (;;) {
    auto client = server.connect();
    if (client.upgrade(echo_path).status == 101) return client;
    if (clock::now() > until) throw wire_error("there is never a place free");
  }
}

/// Reads until the server ends the connection, not too early: with 408 for a
/// request that has begun. A busy machine may make it as late as it likes;
/// other limits that could end it are beyond the client's patience.
void expect_ended_in_time(raw_client& client, clock::time_point began,
                          bool has_begun) {
  const auto last = client.read_to_end();
  EXPECT_GE(clock::now() - began, handshake_timeout);
  EXPECT_EQ(last.how, ending::eof);
  EXPECT_EQ(last.bytes.starts_with("HTTP/1.1 408 "), has_begun) << last.bytes;
  EXPECT_EQ(last.bytes.empty(), !has_begun);
}

TEST(silent_client, ends_after_the_handshake_timeout) {
  const node server(hurry);
  const auto began = clock::now();
  auto client = server.connect();
  expect_ended_in_time(client, began, false);
}

TEST(half_request, ends_after_the_handshake_timeout) {
  const node server(hurry);
  const auto began = clock::now();
  auto client = server.connect();
  client.send("GET /chat HTTP/1.1\r\nHost: local");
  expect_ended_in_time(client, began, true);
}

TEST(trickling_request, ends_after_the_handshake_timeout) {
  const node server(hurry);
  const auto began = clock::now();
  auto client = server.connect();
  const auto request = upgrade_text("/chat", {{"X-Long", some_text(7'000)}});
  std::size_t sent = 0;
  while (!client.hears_within(milliseconds(5)) && sent < request.size())
    if (!client.try_send(request.substr(sent++, 1))) break;
  expect_ended_in_time(client, began, true);
}

TEST(handshake, in_time_is_all_the_timeout_wants) {
  const node server(hurry);
  auto client = server.open();
  EXPECT_FALSE(client.hears_within(2 * handshake_timeout));
  expect_echo(client, op::text, "still here");
  leave(client);
}

TEST(connection, over_the_servers_limit_is_told_503) {
  const node server(
      [](settings& values) { values.net.bounds.connections = 2; });
  auto one = server.open();
  {
    auto other = server.open();
    auto third = server.connect();
    EXPECT_EQ(third.upgrade(echo_path).status, 503u);
    // A balancer may ask how we are all the same.
    EXPECT_EQ(server.connect().request("GET", "/health").status, 200u);
    leave(other);
  }
  expect_echo(one, op::text, "not disturbed");
  auto next = open_soon(server);
  leave(next);
  leave(one);
}

TEST(connection, over_its_addresss_limit_is_told_429) {
  const node server(
      [](settings& values) { values.net.bounds.connections_per_address = 2; });
  auto one = server.open();
  auto other = server.open();
  auto third = server.connect();
  EXPECT_EQ(third.upgrade("/chat").status, 429u);
  leave(one);
  leave(other);
}

TEST(connection, far_over_the_limit_is_not_even_told) {
  constexpr std::size_t limit = 3;
  const node server(
      [](settings& values) { values.net.bounds.connections = limit; });
  std::deque<raw_client> crowd;
  for (std::size_t i = 0; i < limit + refusal_slack; ++i) {
    crowd.push_back(server.connect());
    // Answered, so it is counted before the next one comes.
    ASSERT_EQ(crowd.back().request("GET", "/health").status, 200u);
  }
  auto flooding = server.connect();
  EXPECT_EQ(flooding.read_to_end().bytes, "");
}

TEST(connections, without_a_limit_are_all_let_in) {
  const node server([](settings& values) {
    values.net.bounds.connections = 0;
    values.net.bounds.connections_per_address = 0;
  });
  std::deque<raw_client> crowd;
  for (int i = 0; i < 100; ++i) crowd.push_back(server.open());
  for (auto& each : crowd) leave(each);
}

}  // namespace
}  // namespace parley::conformance
