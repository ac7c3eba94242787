// SPDX-License-Identifier: Apache-2.0
// RFC 6455 section 4.2: the opening handshake, and which clients may have it.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace parley::conformance {
namespace {

constexpr auto echo = echo_path;

/// The status of an upgrade request on a connection of its own.
unsigned status_of(const node& server, std::string_view target,
                   const header_list& headers = {}) {
  auto client = server.connect();
  return client.upgrade(target, headers).status;
}

/// A right upgrade request but for one header; empty takes it out.
http_reply upgrade_with(const node& server, std::string_view name,
                        std::string_view value) {
  auto headers = upgrade_headers();
  const auto at =
      std::ranges::find(headers, name, &header_list::value_type::first);
  if (value.empty())
    headers.erase(at);
  else
    at->second = value;
  return server.connect().request("GET", echo, headers);
}

TEST(handshake, is_answered_as_the_standard_says) {
  const node server;
  auto client = server.connect();
  const auto reply = client.upgrade(echo);
  EXPECT_EQ(reply.status, 101u);
  EXPECT_EQ(reply.header("sec-websocket-accept"), sample_accept);
  EXPECT_EQ(reply.header("upgrade"), "websocket");
  EXPECT_EQ(reply.header("connection"), "upgrade");
  EXPECT_FALSE(reply.has("sec-websocket-protocol"));
  EXPECT_FALSE(reply.has("sec-websocket-extensions"));
  expect_echo(client, op::text, "hello");
  leave(client);
}

TEST(handshake, does_not_mind_case_or_company) {
  const node server;
  EXPECT_EQ(upgrade_with(server, "Upgrade", "WebSocket").status, 101u);
  EXPECT_EQ(upgrade_with(server, "Upgrade", "h2c, websocket").status, 101u);
  EXPECT_EQ(upgrade_with(server, "Connection", "keep-alive, UPGRADE").status,
            101u);
}

TEST(handshake, may_come_octet_by_octet) {
  const node server;
  auto client = server.connect();
  client.send_in_pieces(upgrade_text(echo), 1);
  EXPECT_EQ(client.read_reply().status, 101u);
  leave(client);
}

// Clients need not wait for the answer to have it right.
TEST(frames, in_the_handshakes_segment_are_not_lost) {
  const node server;
  auto client = server.connect();
  client.send(upgrade_text(echo) + text_frame("first") +
              fragments(op::text, "second", 2) + ping_frame("third"));
  EXPECT_EQ(client.read_reply().status, 101u);
  expect_text(client, "first");
  // The echo goes through an actor, the pong does not.
  const auto one = client.read_frame();
  const auto other = client.read_frame();
  EXPECT_EQ(one.opcode == op::text ? one.payload : other.payload, "second");
  EXPECT_EQ(one.opcode == op::pong ? one.payload : other.payload, "third");
  leave(client);
}

TEST(frames, half_in_the_handshakes_segment_are_not_lost) {
  const node server;
  const auto frame = text_frame(some_text(300));
  for (const auto cut : {1u, 5u, 100u}) {
    auto client = server.connect();
    client.send(upgrade_text(echo) + frame.substr(0, cut));
    EXPECT_EQ(client.read_reply().status, 101u);
    client.send(frame.substr(cut));
    expect_text(client, some_text(300));
    leave(client);
  }
}

TEST(frames, of_a_member_in_the_handshakes_segment_reach_the_room) {
  const node server;
  auto alice = server.join("lobby", "alice");
  auto bob = server.connect();
  bob.send(upgrade_text("/chat/lobby?name=bob") + text_frame("in a hurry") +
           close_frame(1000));
  expect_text(alice, "* bob joined");
  expect_text(alice, "[bob] in a hurry");
  expect_text(alice, "* bob left");
  leave(alice);
}

TEST(version, that_we_do_not_speak_is_told_ours) {
  const node server;
  for (const auto* version : {"8", "12", "14", "0", "thirteen"}) {
    const auto reply = upgrade_with(server, "Sec-WebSocket-Version", version);
    EXPECT_EQ(reply.status, 426u) << version;
    EXPECT_EQ(reply.header("sec-websocket-version"), "13") << version;
  }
}

TEST(version, that_is_missing_is_refused) {
  const node server;
  const auto status = upgrade_with(server, "Sec-WebSocket-Version", "").status;
  EXPECT_TRUE(status == 400 || status == 426) << status;
}

TEST(key, that_is_missing_is_refused) {
  const node server;
  EXPECT_EQ(upgrade_with(server, "Sec-WebSocket-Key", "").status, 400u);
}

// Section 4.2.1: "when decoded, is 16 bytes in length".
TEST(key, that_is_not_16_octets_is_refused) {
  const node server;
  for (const auto* key : {"c2hvcnQ=", "dGhpcyBrZXkgaXMgbXVjaCB0b28gbG9uZw==",
                          "not base64 at all!!!!!!!"})
    EXPECT_EQ(upgrade_with(server, "Sec-WebSocket-Key", key).status, 400u)
        << key;
}

TEST(host, that_is_missing_is_refused) {
  const node server;
  auto client = server.connect();
  auto request = upgrade_text(echo);
  constexpr std::string_view host = "Host: localhost\r\n";
  client.send(request.erase(request.find(host), host.size()));
  EXPECT_EQ(client.read_reply().status, 400u);
}

TEST(connection_header, without_upgrade_is_told_to_upgrade) {
  const node server;
  EXPECT_EQ(upgrade_with(server, "Connection", "keep-alive").status, 426u);
  EXPECT_EQ(upgrade_with(server, "Connection", "").status, 426u);
  EXPECT_EQ(upgrade_with(server, "Upgrade", "h2c").status, 426u);
  EXPECT_EQ(upgrade_with(server, "Upgrade", "").status, 426u);
}

// Browsers send the origin of a page; other clients need not.
TEST(origin, of_another_site_is_refused) {
  const node server;
  for (const auto* origin :
       {"http://evil.example", "null", "http://localhost.evil.example",
        "http://localhost:1", "https://evil.example/localhost", "localhost"})
    for (const auto* target : {"/chat", "/chat/lobby", "/echo"})
      EXPECT_EQ(status_of(server, target, {{"Origin", origin}}), 403u)
          << origin;
}

TEST(origin, of_the_same_site_is_welcome) {
  const node server;
  for (const auto* origin :
       {"http://localhost", "https://localhost", "http://LOCALHOST"})
    EXPECT_EQ(status_of(server, "/chat", {{"Origin", origin}}), 101u) << origin;
}

TEST(origin, that_the_operator_allows_is_welcome) {
  const node server([](settings& values) {
    values.net.allowed_origins = {"https://app.example",
                                  "https://*.friends.example"};
  });
  for (const auto* origin :
       {"https://app.example", "https://one.friends.example"})
    EXPECT_EQ(status_of(server, "/chat", {{"Origin", origin}}), 101u) << origin;
  for (const auto* origin : {"http://app.example", "https://app.example.evil",
                             "https://friends.example", "https://evil.example"})
    EXPECT_EQ(status_of(server, "/chat", {{"Origin", origin}}), 403u) << origin;
}

}  // namespace
}  // namespace parley::conformance
