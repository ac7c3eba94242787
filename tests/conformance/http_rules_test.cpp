// SPDX-License-Identifier: Apache-2.0
// RFC 9110, RFC 9112 and the Fetch standard, as far as proxies, browsers and
// scanners look at them: requests as raw bytes, and what each of them gets.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace parley::conformance {
namespace {

constexpr std::string_view app = "https://app.example";

void open_all(settings& values) {
  values.net.transports.http_stream = true;
  values.net.transports.sse = true;
  values.net.allowed_origins = {std::string(app)};
  values.http_api.key = "a key of this test";
  values.guests.enabled = true;
}

struct exchange {
  std::string what;
  std::string request;
  unsigned status;
  bool stays;  // the connection serves a request behind it
};

std::string with(std::string_view start, const header_list& headers,
                 std::string_view body = {}) {
  std::string text(start);
  text += " HTTP/1.1\r\n";
  for (const auto& [name, value] : headers)
    text.append(name).append(": ").append(value).append("\r\n");
  return text.append("\r\n").append(body);
}

const std::pair<std::string, std::string> host{"Host", "localhost"};

std::vector<exchange> exchanges_of_heads() {
  return {
      {"plain", with("GET /health", {host}), 200, true},
      {"head", with("HEAD /nothing", {host}), 404, true},
      {"absolute", with("GET http://localhost/health", {host}), 200, true},
      {"absolute root", with("GET http://localhost", {host}), 200, true},
      {"line ends before", "\r\n\r\n" + with("GET /health", {host}), 200, true},
      {"options of all", with("OPTIONS *", {host}), 204, true},
      {"options of a page", with("OPTIONS /", {host}), 204, true},
      {"options of a room", with("OPTIONS /chat", {host}), 204, true},
      {"options of the api", with("OPTIONS /api/info", {host}), 204, true},
      {"options of nothing", with("OPTIONS /nothing", {host}), 404, true},
      {"no host", "GET /health HTTP/1.1\r\n\r\n", 400, false},
      {"two hosts", with("GET /health", {host, host}), 400, false},
      {"bad host", with("GET /health", {{"Host", "a b"}}), 400, false},
      {"folded", "GET /health HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400,
       false},
      {"version", "GET /health HTTP/3.0\r\nHost: a\r\n\r\n", 505, false},
      {"lf", "GET /health HTTP/1.1\nHost: a\n\n", 400, false},
      {"both lengths",
       with("POST /health",
            {host, {"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}},
            "0\r\n\r\n"),
       400, false},
      {"gzip, chunked",
       with("POST /health", {host, {"Transfer-Encoding", "gzip, chunked"}},
            "0\r\n\r\n"),
       501, false},
      {"identity",
       with("POST /health", {host, {"Transfer-Encoding", "identity"}},
            with("GET /health", {host})),
       501, false},
  };
}

/// Requests with bodies: an answer decided before the body stays the answer.
std::vector<exchange> exchanges_with_bodies() {
  const std::string api_key = "a key of this test";
  const header_list chunked{host, {"Transfer-Encoding", "chunked"}};
  const std::string big(5'000, 'x');
  const auto api = [&](const header_list& more, std::string_view body) {
    header_list all{host, {"X-API-Key", api_key}};
    all.insert(all.end(), more.begin(), more.end());
    return with("POST /api/info", all, body);
  };
  return {
      {"chunked body", with("POST /health", chunked, "1\r\nx\r\n0\r\n\r\n"),
       405, true},
      {"bad chunk", with("POST /api/info", chunked, "x\r\n"), 401, false},
      {"wrong key, big body",
       with("POST /api/publish",
            {host, {"X-API-Key", "wrong"}, {"Content-Length", "5000"}}, big),
       401, true},
      {"wrong key, huge body",
       with("POST /api/publish",
            {host, {"X-API-Key", "wrong"}, {"Content-Length", "99999999"}}),
       401, false},
      {"wrong key, expects",
       with("POST /api/publish", {host,
                                  {"X-API-Key", "wrong"},
                                  {"Expect", "100-continue"},
                                  {"Content-Length", "5000"}}),
       401, false},
      {"other origin, big body",
       with("POST /emulation",
            {host,
             {"Origin", "https://evil.example"},
             {"Content-Length", "5000"}},
            big),
       403, true},
      {"not there, big body",
       with("POST /nothing", {host, {"Content-Length", "5000"}}, big), 404,
       true},
      {"wrong method, big body",
       with("PUT /emulation", {host, {"Content-Length", "5000"}}, big), 405,
       true},
      {"right key", api({{"Content-Length", "2"}}, "{}"), 200, true},
      {"two keys", api({{"X-API-Key", api_key}}, {}), 400, false},
      {"gzip body",
       api({{"Content-Encoding", "gzip"}, {"Content-Length", "2"}}, "{}"), 415,
       true},
      {"identity body",
       api({{"Content-Encoding", "identity"}, {"Content-Length", "2"}}, "{}"),
       200, true},
      {"unknown expectation",
       api({{"Expect", "more"}, {"Content-Length", "2"}}, "{}"), 417, false},
      {"body too big", api({{"Content-Length", "99999999"}}, {}), 413, false},
  };
}

TEST(requests, get_what_the_standards_say) {
  const node server(open_all);
  auto all = exchanges_of_heads();
  std::ranges::move(exchanges_with_bodies(), std::back_inserter(all));
  for (const auto& each : all) {
    SCOPED_TRACE(each.what);
    auto client = server.connect();
    client.send(each.request);
    const auto reply = client.read_reply(each.request.starts_with("HEAD"));
    EXPECT_EQ(reply.status, each.status);
    EXPECT_EQ(reply.header("connection"), each.stays ? "" : "close");
    if (each.stays)
      EXPECT_EQ(client.request("GET", "/health").status, 200u);
    else
      EXPECT_EQ(client.read_to_end().bytes, "");
  }
}

// Bytes after a head that cannot be framed are not a request.
TEST(requests, behind_one_that_is_not_understood_are_not_answered) {
  const node server(open_all);
  for (const std::string coding :
       {"gzip", "identity", "xchunked", "chunked, identity", "gzip, chunked"}) {
    auto client = server.connect();
    client.send(with("POST /health", {host, {"Transfer-Encoding", coding}},
                     with("GET /health", {host})));
    const auto all = client.read_to_end().bytes;
    EXPECT_EQ(all.find("HTTP/1.1 ", 1), std::string::npos) << coding;
  }
}

TEST(upgrade, is_asked_for_on_any_number_of_lines) {
  const node server;
  using lines = std::vector<std::pair<std::string, std::string>>;
  for (const auto& connection :
       {lines{{"Connection", "keep-alive"}, {"Connection", "Upgrade"}},
        lines{{"CONNECTION", "upgrade"}, {"connection", "keep-alive"}},
        lines{{"Connection", "\tkeep-alive ,\tUpgrade "}}})
    for (const auto& upgrade :
         {lines{{"Upgrade", "h2c"}, {"Upgrade", "websocket"}},
          lines{{"upgrade", "WebSocket"}}}) {
      header_list headers(connection.begin(), connection.end());
      headers.insert(headers.end(), upgrade.begin(), upgrade.end());
      headers.emplace_back("Sec-WebSocket-Version", "13");
      headers.emplace_back("sec-websocket-key", std::string(sample_key));
      for (int turn = 0; turn < 4; ++turn) {
        std::rotate(headers.begin(), headers.begin() + 1, headers.end());
        auto client = server.connect();
        EXPECT_EQ(client.request("GET", echo_path, headers).status, 101u);
        expect_echo(client, op::text, "hello");
        leave(client);
      }
    }
}

TEST(subprotocol, may_be_on_any_line) {
  const node server([](settings& values) { values.client.insecure = true; });
  auto client = server.connect();
  const auto reply =
      client.upgrade("/connection/websocket",
                     {{"Sec-WebSocket-Protocol", "foo"},
                      {"Sec-WebSocket-Protocol", "centrifuge-protobuf"}});
  EXPECT_EQ(reply.status, 101u);
  EXPECT_EQ(reply.header("sec-websocket-protocol"), "centrifuge-protobuf");
}

TEST(expectation, is_met_when_the_body_will_be_read) {
  const node server(open_all);
  auto client = server.connect();
  client.send(with("POST /api/info", {host,
                                      {"X-API-Key", "a key of this test"},
                                      {"Expect", "100-Continue"},
                                      {"Content-Length", "2"}}));
  EXPECT_EQ(client.read_head().status, 100u);
  client.send("{}");
  EXPECT_EQ(client.read_reply().status, 200u);
  EXPECT_EQ(client.request("GET", "/health").status, 200u);
}

TEST(old_version, keeps_the_connection_when_it_is_asked_to) {
  const node server;
  auto client = server.connect();
  client.send("GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  client.send("GET /health HTTP/1.0\r\n\r\n");
  const auto all = client.read_to_end();
  EXPECT_EQ(all.how, ending::eof);
  EXPECT_NE(all.bytes.find("HTTP/1.0 200 "), std::string::npos);
  EXPECT_NE(all.bytes.find("HTTP/1.0 200 ", 10), std::string::npos);
  EXPECT_NE(all.bytes.find("\r\nConnection: keep-alive\r\n"),
            std::string::npos);
}

// A page of an allowed origin can read the error of its request.
TEST(cors, is_on_every_answer_of_a_path_for_pages) {
  const node server(open_all);
  const std::string cookies(2 * limits{}.request_head, 'x');
  const auto from = [&](std::string_view start, header_list more) {
    header_list all{host, {"Origin", std::string(app)}};
    all.insert(all.end(), more.begin(), more.end());
    return with(start, all);
  };
  for (const auto& [request, status] :
       std::vector<std::pair<std::string, unsigned>>{
           {from("POST /emulation", {{"Content-Length", "70000"}}), 413},
           {from("POST /emulation", {{"Cookie", cookies}}), 431},
           {from("POST /emulation", {{"X", "y\r\n z"}}), 400},
           {from("POST /emulation", {{"Content-Length", "0"}}), 400},
           {from("POST /emulation", {{"Transfer-Encoding", "gzip"}}), 501},
           {from("POST /emulation",
                 {{"Content-Encoding", "br"}, {"Content-Length", "0"}}),
            400},
           {from("PUT /emulation", {}), 405},
           {from("OPTIONS /emulation", {}), 204},
           {from("POST /connection/sse", {{"Content-Length", "70000"}}), 413},
           {from("OPTIONS /guest", {}), 204},
           {from("GET /guest", {}), 405},
           {from("POST /guest", {{"Content-Length", "0"}}), 400},
           {from("POST /guest", {{"Content-Length", "70000"}}), 413},
       }) {
    auto client = server.connect();
    static_cast<void>(client.try_send(request));
    const auto reply = client.read_reply();
    EXPECT_EQ(reply.status, status);
    EXPECT_EQ(reply.header("access-control-allow-origin"), app) << status;
    EXPECT_EQ(reply.header("access-control-allow-credentials"), "true");
    EXPECT_EQ(reply.header("vary"), "Origin");
  }
}

}  // namespace
}  // namespace parley::conformance
