// SPDX-License-Identifier: Apache-2.0
// RFC 9110 and 9112, as far as a WebSocket server needs them: paths, methods,
// limits of requests, and several requests on one connection.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

namespace parley::conformance {
namespace {

constexpr std::size_t head_limit = limits{}.request_head;

/// The status of one request on a connection of its own.
unsigned status_of(const node& server, std::string_view method,
                   std::string_view target, const header_list& headers = {}) {
  auto client = server.connect();
  return client.request(method, target, headers).status;
}

TEST(health, is_told_to_get_and_head) {
  const node server;
  auto client = server.connect();
  const auto got = client.request("GET", "/health");
  EXPECT_EQ(got.status, 200u);
  EXPECT_EQ(got.body, "ok\n");
  const auto head = client.request("HEAD", "/health");
  EXPECT_EQ(head.status, 200u);
  EXPECT_EQ(head.content_length(), got.content_length());
  // A body after the answer to HEAD would be parsed as this answer.
  EXPECT_EQ(client.request("GET", "/health").body, "ok\n");
}

TEST(page, is_served_at_the_root) {
  const node server;
  auto client = server.connect();
  const auto reply = client.request("GET", "/");
  EXPECT_EQ(reply.status, 200u);
  EXPECT_TRUE(reply.header("content-type").starts_with("text/html"));
  EXPECT_NE(reply.body.find("</html>"), std::string::npos);
}

TEST(unknown_path, is_not_found) {
  const node server;
  for (const auto* target :
       {"/nothing", "/chatter", "/chat/", "/chat/a/b", "/health/", "//",
        "/../etc/passwd", "/%2e%2e/etc/passwd", "/echo/", "/echoes"}) {
    EXPECT_EQ(status_of(server, "GET", target), 404u) << target;
    EXPECT_EQ(status_of(server, "GET", target, upgrade_headers()), 404u)
        << target;
  }
}

TEST(echo_path, is_not_there_unless_it_is_set) {
  const node server([](settings& values) { values.net.echo_path.clear(); });
  EXPECT_EQ(status_of(server, "GET", "/echo", upgrade_headers()), 404u);
}

TEST(wrong_method, is_told_the_right_ones) {
  const node server;
  for (const auto* target : {"/", "/health", "/chat", "/chat/lobby", "/echo"})
    for (const auto* method : {"POST", "PUT", "DELETE", "PATCH"}) {
      auto client = server.connect();
      const auto reply = client.request(method, target, upgrade_headers());
      EXPECT_EQ(reply.status, 405u) << method << ' ' << target;
      EXPECT_NE(reply.header("allow").find("GET"), std::string::npos);
    }
}

TEST(plain_request, of_a_websocket_path_is_told_to_upgrade) {
  const node server;
  for (const auto* target : {"/chat", "/chat/lobby", "/echo"}) {
    auto client = server.connect();
    const auto reply = client.request("GET", target);
    EXPECT_EQ(reply.status, 426u) << target;
    EXPECT_EQ(reply.header("upgrade"), "websocket");
  }
}

TEST(target, in_the_form_for_proxies_is_understood) {
  const node server;
  EXPECT_EQ(status_of(server, "GET", "http://localhost/health"), 200u);
}

TEST(target, that_is_no_path_is_refused) {
  const node server;
  for (const auto* target : {"*", "health", "/a#b"})
    EXPECT_EQ(status_of(server, "GET", target), 400u) << target;
}

// RFC 9112 section 3.2.
TEST(request, without_a_host_is_refused) {
  const node server;
  for (const auto* target : {"/health", "/", "/nothing"}) {
    auto client = server.connect();
    client.send(std::string("GET ") + target + " HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 400u) << target;
  }
}

TEST(request, that_is_not_http_is_refused_or_cut) {
  const node server;
  for (const auto* nonsense :
       {"hello\r\n\r\n", "GET\r\n\r\n", "GET /health\r\n\r\n",
        "GET /health HTTP/1.1\r\nno colon\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n"}) {
    SCOPED_TRACE(nonsense);
    auto client = server.connect();
    client.send(nonsense);
    const auto answer = client.read_to_end().bytes;
    if (!answer.empty()) {
      EXPECT_EQ(parse_head(answer).status, 400u);
    }
  }
}

TEST(request_head, over_the_limit_is_refused_with_431) {
  const node server;
  const std::string big(head_limit, 'x');
  EXPECT_EQ(status_of(server, "GET", "/health", {{"X-Big", big}}), 431u);
  EXPECT_EQ(status_of(server, "GET", "/" + big), 431u);
  auto client = server.connect();
  EXPECT_EQ(client.upgrade("/chat", {{"X-Big", big}}).status, 431u);
  EXPECT_EQ(client.read_to_end().how, ending::eof);
}

TEST(request_head, without_an_end_is_refused_with_431) {
  const node server;
  auto client = server.connect();
  client.send("GET /health HTTP/1.1\r\n");
  // The server may end this at any time.
  static_cast<void>(client.try_send(std::string(10 * head_limit, 'x')));
  EXPECT_EQ(client.read_reply().status, 431u);
}

TEST(request_head, just_under_the_limit_is_read) {
  const node server;
  const std::string big(head_limit - 200, 'x');
  EXPECT_EQ(status_of(server, "GET", "/health", {{"X-Big", big}}), 200u);
}

// The client gets the error of its request, not of its size.
TEST(request_body, of_any_size_does_not_change_an_answer_that_is_known) {
  const node server;
  auto announced = server.connect();
  announced.send(
      request_text("POST", "/health", {{"Content-Length", "100000000"}}));
  const auto reply = announced.read_reply();
  EXPECT_EQ(reply.status, 405u);
  EXPECT_EQ(reply.header("connection"), "close");

  auto chunked = server.connect();
  chunked.send(
      request_text("POST", "/nothing", {{"Transfer-Encoding", "chunked"}}) +
      "1001\r\n" + some_text(0x1001) + "\r\n0\r\n\r\n" +
      request_text("GET", "/health"));
  EXPECT_EQ(chunked.read_reply().status, 404u);
  EXPECT_EQ(chunked.read_reply().status, 200u);
}

// RFC 9112 section 9.6: no reset overtakes the answer.
TEST(request_body, that_is_still_coming_does_not_cost_the_answer) {
  const node server;
  auto client = server.connect();
  client.send(
      request_text("POST", "/nothing", {{"Transfer-Encoding", "chunked"}}));
  const auto chunk = "10000\r\n" + some_text(0x10000) + "\r\n";
  for (int i = 0; i < 100; ++i) client.send(chunk);
  client.end_sending();
  EXPECT_EQ(client.read_reply().status, 404u);
  EXPECT_EQ(client.read_to_end().how, ending::eof);
}

TEST(request_body, of_a_websocket_is_at_most_4096_bytes) {
  const node server;
  auto client = server.connect();
  client.send(upgrade_text(echo_path, {{"Content-Length", "4097"}}));
  EXPECT_EQ(client.read_reply().status, 413u);
}

TEST(request_body, within_the_limit_is_skipped) {
  const node server;
  auto client = server.connect();
  client.send(request_text("POST", "/health", {{"Content-Length", "4096"}}) +
              some_text(4'096) + request_text("GET", "/health"));
  EXPECT_EQ(client.read_reply().status, 405u);
  EXPECT_EQ(client.read_reply().status, 200u);
}

TEST(connection, serves_one_request_after_the_other) {
  const node server;
  auto client = server.connect();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(client.request("GET", "/health").status, 200u);
    EXPECT_EQ(client.request("GET", "/nothing").status, 404u);
    EXPECT_EQ(client.request("POST", "/health").status, 405u);
  }
  // And then becomes a WebSocket.
  EXPECT_EQ(client.upgrade(echo_path).status, 101u);
  expect_echo(client, op::text, "hello");
  leave(client);
}

TEST(connection, answers_requests_in_one_segment_in_order) {
  const node server;
  auto client = server.connect();
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += request_text("GET", i % 2 ? "/health" : "/nothing");
  client.send(all);
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(client.read_reply().status, i % 2 ? 200u : 404u);
}

TEST(connection, ends_when_the_client_wants_it) {
  const node server;
  auto client = server.connect();
  const auto reply =
      client.request("GET", "/health", {{"Connection", "close"}});
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_EQ(client.read_to_end().how, ending::eof);

  auto old = server.connect();
  old.send("GET /health HTTP/1.0\r\n\r\n");
  EXPECT_NE(old.read_to_end().bytes.find(" 200 "), std::string::npos);
}

TEST(half_closed_connection, gets_its_answer) {
  const node server;
  auto client = server.connect();
  client.send(request_text("GET", "/health"));
  client.end_sending();
  EXPECT_EQ(client.read_reply().status, 200u);
  EXPECT_EQ(client.read_to_end().how, ending::eof);
}

}  // namespace
}  // namespace parley::conformance
