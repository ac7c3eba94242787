// SPDX-License-Identifier: Apache-2.0
// /connection/http_stream and /connection/sse: the messages of their clients,
// and the end of their streams.
#include "tests/conformance/stream.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>

namespace parley::conformance {
namespace {

constexpr std::string_view http_stream = "/connection/http_stream";
constexpr std::string_view sse = "/connection/sse";
constexpr std::string_view connect = R"({"connect":{},"id":1})";
constexpr std::string_view subscribe =
    R"({"subscribe":{"channel":"pier"},"id":2})";

unsigned status_of(const node& server, const std::string& request) {
  auto client = server.connect();
  client.send(request);
  return client.read_reply().status;
}

/// Waits until the room has `count` clients, by the messages of `client`.
void await_presence(const node& server, stream& client, int count) {
  const auto wanted = R"("num_clients":)" + std::to_string(count);
  std::string reply;
  for (int id = 100; reply.find(wanted) == std::string::npos; ++id) {
    ASSERT_LT(id, 1'000) << reply;
    client.say(server, R"({"presence_stats":{"channel":"pier"},"id":)" +
                           std::to_string(id) + '}');
    reply = client.next_with("presence_stats");
  }
}

/// Publishes in the room until `speaker`, who receives all of it, is the only
/// one left in it. False when that takes too long.
bool publish_until_alone(const node& server, stream& speaker) {
  const auto large = R"({"publish":{"channel":"pier","data":")" +
                     std::string(50'000, 'x') + R"("},"id":3})";
  const std::string_view count =
      R"({"presence_stats":{"channel":"pier"},"id":4})";
  for (int i = 0; i < 1'000; ++i) {
    speaker.say(server, large);
    speaker.next_with(R"("publish")");
    speaker.say(server, count);
    if (speaker.next_with("presence_stats").find(R"("num_clients":1)") !=
        std::string::npos)
      return true;
  }
  return false;
}

TEST(http_stream, answers_with_a_stream_of_lines) {
  const node server(with_fallbacks);
  auto client = stream::lines(server);
  EXPECT_EQ(client.head().status, 200u);
  EXPECT_EQ(client.head().header("content-type"), "application/json");
  EXPECT_EQ(client.head().header("transfer-encoding"), "chunked");
  EXPECT_EQ(client.head().header("x-accel-buffering"), "no");
  EXPECT_EQ(client.head().header("cache-control"),
            "private, no-cache, no-store, must-revalidate, max-age=0");
  EXPECT_EQ(client.head().header("pragma"), "no-cache");
  EXPECT_FALSE(client.head().has("content-length"));
  EXPECT_TRUE(client.next().starts_with(R"({"id":1,"connect":{"client":")"));
  EXPECT_NE(client.session(), "");
  EXPECT_NE(client.node_id(), "");
}

TEST(sse, answers_with_a_stream_of_events) {
  const node server(with_fallbacks);
  auto client = stream::events(server);
  EXPECT_EQ(client.head().status, 200u);
  EXPECT_EQ(client.head().header("content-type"), "text/event-stream");
  EXPECT_EQ(client.next_bytes(2), "\r\n");
  EXPECT_TRUE(client.next().starts_with(R"({"id":1,"connect":{"client":")"));
}

TEST(sse, may_begin_with_a_post) {
  const node server(with_fallbacks);
  stream client(server.connect(), post_text(sse, connect));
  EXPECT_NE(client.next().find("connect"), std::string::npos);
}

TEST(streams, are_told_what_websockets_are) {
  const node server(with_fallbacks);
  auto lines = stream::lines(server);
  auto events = stream::events(server);
  auto plain = server.join("pier", "plain");
  for (auto* each : {&lines, &events}) {
    each->next();
    EXPECT_EQ(each->say(server, subscribe), 204u);
    EXPECT_TRUE(each->next().starts_with(R"({"id":2,"subscribe":)"));
  }
  EXPECT_EQ(
      lines.say(server, R"({"publish":{"channel":"pier","data":[1]},"id":3})"),
      204u);
  EXPECT_NE(lines.next_with("push").find(R"("data":[1])"), std::string::npos);
  EXPECT_NE(events.next_with("push").find(R"("data":[1])"), std::string::npos);
  EXPECT_NE(plain.read_frame().payload.find("[1]"), std::string::npos);
}

TEST(http_stream, speaks_protobuf_when_the_request_does) {
  const node server(with_fallbacks);
  // A connect command with id 1 after its length.
  const std::string command("\x04\x08\x01\x22\x00", 5);
  stream client(server.connect(),
                post_text(http_stream, command,
                          {{"Content-Type", "application/octet-stream"}}));
  EXPECT_EQ(client.head().header("content-type"), "application/octet-stream");
  const auto length = client.next_bytes(2);  // a varint of two bytes
  EXPECT_EQ(client.next_bytes(2), "\x08\x01");
  const auto size = (length[0] & 0x7f) | length[1] << 7;
  const auto reply = client.next_bytes(static_cast<std::size_t>(size) - 2);
  EXPECT_NE(reply.find("Parley"), std::string::npos);
}

TEST(http_stream, of_an_old_client_ends_with_the_connection) {
  const node server(with_fallbacks);
  auto client = server.connect();
  client.send(
      "POST /connection/http_stream HTTP/1.0\r\nContent-Length: 8\r\n"
      "\r\n{\"id\":1}");
  const auto answer = client.read_to_end();
  EXPECT_EQ(answer.how, ending::eof);
  EXPECT_EQ(answer.bytes.find("chunked"), std::string::npos);
  EXPECT_TRUE(
      answer.bytes.ends_with("\r\n\r\n{\"push\":{\"disconnect\":{\"code\":3501,"
                             "\"reason\":\"bad request\"}}}\n"));
}

TEST(streams, end_with_a_disconnect_push) {
  const node server(with_fallbacks);
  for (const auto* which : {"lines", "events"}) {
    SCOPED_TRACE(which);
    auto client = which == std::string("lines") ? stream::lines(server)
                                                : stream::events(server);
    client.next();
    client.say(server, connect);  // a second time
    EXPECT_EQ(
        client.next(),
        R"({"push":{"disconnect":{"code":3501,"reason":"bad request"}}})");
    EXPECT_TRUE(client.ends());
  }
}

TEST(streams, end_when_the_server_stops) {
  node server(with_fallbacks);
  auto lines = stream::lines(server);
  auto events = stream::events(server);
  lines.next();
  events.next();
  auto stopped = std::async(std::launch::async,
                            [&server] { server.stop(raw_client::patience); });
  for (auto* each : {&lines, &events}) {
    EXPECT_EQ(each->next(),
              R"({"push":{"disconnect":{"code":3001,"reason":"shutdown"}}})");
    EXPECT_TRUE(each->ends());
    each->client().end_sending();
  }
  stopped.get();
}

TEST(streams, of_clients_that_go_away_leave_their_rooms) {
  const node server(with_fallbacks);
  auto watcher = stream::lines(server);
  watcher.next();
  for (const bool reset : {false, true}) {
    auto client = stream::events(server);
    client.next();
    client.say(server, subscribe);
    client.next();
    await_presence(server, watcher, 1);
    if (reset)
      client.client().reset();
    else
      client.client().end_sending();
    await_presence(server, watcher, 0);
  }
}

TEST(streams, of_clients_without_a_pong_end) {
  const node server([](settings& values) {
    with_fallbacks(values);
    // So long may a busy machine keep the one pong of this test.
    values.net.bounds.pong_timeout = std::chrono::milliseconds(1'000);
    values.net.bounds.ping_interval = std::chrono::milliseconds(1'100);
  });
  auto client = stream::lines(server);
  client.next();
  EXPECT_EQ(client.next(), "{}");
  EXPECT_EQ(client.say(server, "{}"), 204u);
  EXPECT_EQ(client.next(), "{}");
  EXPECT_EQ(client.next(),
            R"({"push":{"disconnect":{"code":3012,"reason":"no pong"}}})");
  EXPECT_TRUE(client.ends());
}

TEST(streams, of_clients_that_do_not_read_end_as_slow) {
  const node server([](settings& values) {
    with_fallbacks(values);
    values.net.bounds.queue_size = 65'536;
  });
  stream slow(server.connect(4'096), post_text(http_stream, connect));
  slow.next();
  slow.say(server, subscribe);
  slow.next();
  auto watcher = stream::events(server);
  watcher.next();
  watcher.say(server, subscribe);
  watcher.next();
  ASSERT_TRUE(publish_until_alone(server, watcher));
  const auto rest = slow.client().read_to_end();
  EXPECT_TRUE(rest.bytes.ends_with(
      "{\"push\":{\"disconnect\":{\"code\":3008,\"reason\":\"slow\"}}}\n"
      "\r\n0\r\n\r\n"))
      << rest.bytes.substr(rest.bytes.size() - 200);
}

TEST(fallbacks, are_not_there_unless_they_are_switched_on) {
  const node server;
  for (const auto path : {http_stream, sse, std::string_view("/emulation"),
                          std::string_view("/connection/uni_sse")})
    EXPECT_EQ(status_of(server, post_text(path, "{}")), 404u) << path;
  EXPECT_EQ(status_of(server, upgrade_text("/connection/uni_websocket")), 404u);
}

TEST(fallbacks, refuse_what_they_cannot_take) {
  const node server(with_fallbacks);
  EXPECT_EQ(status_of(server, request_text("GET", http_stream)), 405u);
  EXPECT_EQ(status_of(server, request_text("PUT", sse)), 405u);
  EXPECT_EQ(status_of(server, request_text("GET", "/emulation")), 405u);
  EXPECT_EQ(status_of(server, request_text("GET", sse)), 400u);
  EXPECT_EQ(status_of(server, post_text(http_stream, "")), 400u);
  const std::string big(65'537, ' ');
  for (const auto path : {http_stream, sse, std::string_view("/emulation")})
    EXPECT_EQ(status_of(server, post_text(path, big)), 413u) << path;
}

TEST(fallbacks, serve_pages_of_allowed_origins_only) {
  const node server(with_fallbacks);
  const header_list stranger{{"Origin", "https://stranger.example"}};
  const header_list guest{{"Origin", "https://friend.example"}};
  for (const auto path : {http_stream, std::string_view("/emulation")}) {
    EXPECT_EQ(status_of(server, post_text(path, connect, stranger)), 403u);
    auto client = server.connect();
    const auto reply = client.request("OPTIONS", path, guest);
    EXPECT_EQ(reply.status, 204u);
    EXPECT_FALSE(reply.has("content-length"));
    EXPECT_EQ(reply.header("access-control-allow-origin"),
              "https://friend.example");
    EXPECT_EQ(reply.header("access-control-allow-credentials"), "true");
    EXPECT_EQ(reply.header("access-control-allow-methods"), "POST, OPTIONS");
    // The connection is still good for the request itself.
    client.send(post_text(path, "", guest));
    const auto refused = client.read_reply();
    EXPECT_EQ(refused.status, 400u);
    EXPECT_EQ(refused.header("access-control-allow-origin"),
              "https://friend.example");
  }
  stream client(server.connect(), post_text(http_stream, connect, guest));
  EXPECT_EQ(client.head().header("access-control-allow-origin"),
            "https://friend.example");
}

TEST(fallbacks, count_as_connections) {
  const node server([](settings& values) {
    with_fallbacks(values);
    values.net.bounds.connections = 1;
  });
  auto first = stream::lines(server);
  first.next();
  EXPECT_EQ(status_of(server, post_text(http_stream, connect)), 503u);
  // What the first one says is no client of its own.
  EXPECT_EQ(first.say(server, subscribe), 204u);
  EXPECT_TRUE(first.next().starts_with(R"({"id":2,"subscribe":)"));
}

}  // namespace
}  // namespace parley::conformance
