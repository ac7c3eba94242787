// SPDX-License-Identifier: Apache-2.0
// /connection/uni_sse and /connection/uni_websocket: clients that only listen.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/stream.hpp"
#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace parley::conformance {
namespace {

constexpr std::string_view uni_sse = "/connection/uni_sse";
constexpr std::string_view uni_websocket = "/connection/uni_websocket";
constexpr std::string_view secret = "a secret of this test";

void with_tokens(settings& values) {
  with_fallbacks(values);
  values.client.insecure = false;
  values.client.token.hmac_secret_key = secret;
  values.channel.without_namespace.allow_plain = plain_access::open;
}

/// A connect request with a token of these claims.
std::string with_claims(std::string_view claims) {
  return R"({"token":")" + hmac_token(claims, secret) + "\"}";
}

/// A connect request of a client that is to be in the room `pier`.
std::string request() {
  return with_claims(R"({"sub":"ann","channels":["pier"]})");
}

std::string with_query(std::string_view path, std::string_view value) {
  return std::string(path) + "?cf_connect=" + query_value(value);
}

TEST(uni_sse, tells_bare_pushes) {
  const node server(with_tokens);
  for (const bool by_query : {true, false}) {
    SCOPED_TRACE(by_query);
    stream client(server.connect(),
                  by_query ? request_text("GET", with_query(uni_sse, request()))
                           : post_text(uni_sse, request()));
    EXPECT_EQ(client.head().header("content-type"), "text/event-stream");
    const auto greeting = client.next();
    EXPECT_TRUE(greeting.starts_with(R"({"connect":{"client":")")) << greeting;
    EXPECT_NE(greeting.find(R"("subs":{"pier":)"), std::string::npos);
    auto plain = server.join("pier", "plain");
    plain.send(encode({.payload = "hello"}));
    EXPECT_TRUE(
        client.next_with("hello").starts_with(R"({"channel":"pier","pub":)"));
  }
}

TEST(uni_sse, is_pinged_and_needs_no_pong) {
  const node server([](settings& values) {
    with_fallbacks(values);
    values.net.bounds.ping_interval = std::chrono::milliseconds(60);
    values.net.bounds.pong_timeout = std::chrono::milliseconds(50);
  });
  stream client(server.connect(), post_text(uni_sse, "{}"));
  client.next();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(client.next(), "{}");
}

TEST(uni_sse, tells_why_it_ends) {
  const node server(with_tokens);
  stream client(server.connect(), post_text(uni_sse, R"({"token":"none"})"));
  EXPECT_EQ(client.next(),
            R"({"disconnect":{"code":3500,"reason":"invalid token"}})");
  EXPECT_TRUE(client.ends());
}

TEST(uni_sse, wants_a_connect_request) {
  const node server(with_tokens);
  for (const auto* body : {"", "hello", "[]"}) {
    auto client = server.connect();
    client.send(post_text(uni_sse, body));
    EXPECT_EQ(client.read_reply().status, 400u) << body;
  }
}

TEST(uni_websocket, tells_bare_pushes_and_hears_one_message) {
  const node server(with_tokens);
  for (const bool by_query : {true, false}) {
    SCOPED_TRACE(by_query);
    auto client = server.open(by_query ? with_query(uni_websocket, request())
                                       : uni_websocket);
    if (!by_query) client.send(encode({.payload = request()}));
    const auto greeting = client.read_frame();
    EXPECT_EQ(greeting.opcode, op::text);
    EXPECT_TRUE(greeting.payload.starts_with(R"({"connect":{"client":")"))
        << greeting.payload;
    EXPECT_EQ(greeting.payload.find("\"ping\""), std::string::npos);
    client.send(encode({.payload = "nobody listens"}));
    auto plain = server.join("pier", "plain");
    plain.send(encode({.payload = "hello"}));
    std::string said;
    while (said.find("hello") == std::string::npos)
      said = client.read_frame().payload;
    EXPECT_TRUE(said.starts_with(R"({"channel":"pier","pub":)")) << said;
    leave(client);
  }
}

TEST(uni_websocket, is_pinged_by_frames) {
  const node server([](settings& values) {
    with_fallbacks(values);
    values.net.bounds.ping_interval = std::chrono::milliseconds(60);
  });
  auto client = server.open(uni_websocket);
  client.send(encode({.payload = "{}"}));
  client.read_frame();
  EXPECT_EQ(client.read_frame().opcode, op::ping);
}

TEST(uni_websocket, that_says_nothing_is_ended) {
  const node server([](settings& values) {
    with_fallbacks(values);
    values.client.stale_close_delay = std::chrono::milliseconds(100);
  });
  auto client = server.open(uni_websocket);
  expect_sent_away(client, 3502);
}

TEST(uni_websocket, tells_why_it_ends_in_the_close_frame) {
  const node server(with_tokens);
  auto client = server.open(uni_websocket);
  client.send(encode({.payload = R"({"token":"none"})"}));
  expect_sent_away(client, 3500);
  auto other = server.open(uni_websocket);
  other.send(encode({.payload = "hello"}));
  expect_sent_away(other, 3501);
}

// Where others get an error in the reply, they are closed.
TEST(uni_websocket, is_closed_for_what_is_an_error_elsewhere) {
  const node server(with_tokens);
  auto late = server.open(uni_websocket);
  late.send(encode({.payload = with_claims(R"({"sub":"ann","exp":1})")}));
  expect_sent_away(late, 3005);
  auto lost = server.open(uni_websocket);
  lost.send(encode({.payload = with_claims(
                        R"({"sub":"ann","channels":["nowhere:pier"]})")}));
  expect_sent_away(lost, 3004);
}

TEST(uni_sse, is_told_the_same_codes) {
  const node server(with_tokens);
  stream client(
      server.connect(),
      post_text(uni_sse,
                with_claims(R"({"sub":"ann","channels":["nowhere:pier"]})")));
  EXPECT_EQ(client.next(), R"({"disconnect":{"code":3004,)"
                           R"("reason":"internal server error"}})");
  EXPECT_TRUE(client.ends());
}

}  // namespace
}  // namespace parley::conformance
