// SPDX-License-Identifier: Apache-2.0
// RFC 6455 section 7.4.1, code 1001: what clients see when the server stops.
#include "protocol/limits.hpp"
#include "tests/conformance/checks.hpp"
#include "tests/conformance/stream.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace parley::conformance {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t going_away = 1001;
constexpr std::string_view api_key = "a key of this test";

// Long enough for a busy server to notify its clients, and much shorter than
// `close_timeout`, which would end a silent client as well.
constexpr auto deadline = 1s;

TEST(stop, closes_every_client_with_1001) {
  node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  auto echo = server.open();
  std::jthread stopping([&] { server.stop(raw_client::patience); });
  expect_sent_away(alice, going_away);
  expect_sent_away(bob, going_away);
  expect_sent_away(echo, going_away);
}

TEST(stop, comes_behind_what_has_been_said) {
  node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.join("lobby", "bob");
  expect_text(alice, "* bob joined");
  constexpr int count = 500;
  for (int i = 0; i < count; ++i) alice.send(text_frame(std::to_string(i)));
  // The room has published its last message; now the rest must reach both.
  for (int i = 0; i < count; ++i)
    expect_text(bob, "[alice] " + std::to_string(i));
  std::jthread stopping([&] { server.stop(raw_client::patience); });
  for (int i = 0; i < count; ++i)
    expect_text(alice, "[alice] " + std::to_string(i));
  expect_sent_away(alice, going_away);
  expect_sent_away(bob, going_away);
}

TEST(stop, ends_connections_that_only_speak_http) {
  node server;
  auto fresh = server.connect();
  fresh.send("GET /");  // who says nothing is not accepted yet
  auto kept = server.connect();
  EXPECT_EQ(kept.request("GET", "/health").status, 200u);
  std::jthread stopping([&] { server.stop(raw_client::patience); });
  EXPECT_EQ(fresh.read_to_end().bytes, "");
  EXPECT_EQ(kept.read_to_end().bytes, "");
}

// It has closed its WebSocket, but keeps its half of the TCP connection.
TEST(stop, cuts_a_client_that_does_not_hang_up) {
  node server;
  auto client = server.open();
  std::jthread stopping([&] { server.stop(deadline); });
  EXPECT_EQ(code_of(client.read_frame()), going_away);
  client.send(close_frame(going_away));
  stopping.join();
}

TEST(stop, does_not_wait_for_a_silent_client_beyond_its_deadline) {
  node server;
  auto client = server.open();
  const auto began = std::chrono::steady_clock::now();
  server.stop(deadline);
  EXPECT_LT(std::chrono::steady_clock::now() - began, close_timeout);
  EXPECT_EQ(code_of(client.read_frame()), going_away);
}

/// Publishes in the lobby through the API; returns the answer.
std::string publish(raw_client& back_end) {
  back_end.send(post_text("/api/publish", R"({"channel":"lobby","data":1})",
                          {{"X-API-Key", std::string(api_key)}}));
  return back_end.read_reply().body;
}

// A client that does not hang up holds up its own connection only: it is out of
// its rooms, and an idle back end is let go.
TEST(stop, lets_an_idle_back_end_go_while_a_client_does_not_hang_up) {
  node server([](settings& values) {
    values.http_api.key = api_key;
    values.channel.without_namespace.allow_plain = plain_access::open;
  });
  auto alice = server.join("lobby", "alice");
  auto back_end = server.connect();
  EXPECT_EQ(publish(back_end), R"({"result":{}})");
  expect_text(alice, "[server] 1");
  std::jthread stopping([&] { server.stop(raw_client::patience); });
  EXPECT_EQ(code_of(alice.read_frame()), going_away);
  const auto end = back_end.read_to_end();
  EXPECT_EQ(end.bytes, "");
  EXPECT_EQ(end.how, ending::eof);
  alice.send(close_frame(going_away));
  EXPECT_EQ(alice.read_to_end().bytes, "");
}

}  // namespace
}  // namespace parley::conformance
