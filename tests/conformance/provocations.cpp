// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/provocations.hpp"

#include "tests/conformance/checks.hpp"
#include "tests/conformance/stream.hpp"
#include "tests/conformance/tls_files.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <string_view>

namespace parley::conformance {

namespace {

constexpr std::string_view key = "the API key of this test";

unsigned get(const node& server, std::string_view target,
             const header_list& headers = {}) {
  return server.connect().request("GET", target, headers).status;
}

unsigned post(const node& server, std::string_view target,
              std::string_view body, const header_list& headers = {}) {
  auto client = server.connect();
  client.send(post_text(target, body, headers));
  return client.read_reply().status;
}

header_list with_key(std::string_view shown) {
  return {{"X-API-Key", std::string(shown)}};
}

void with_api(settings& values) {
  values.http_api.key = key;
}

}  // namespace

std::vector<provocation> of_limits() {
  return {
      {refusal::connection_limit,
       [](const node& server) {
         auto one = server.open();
         EXPECT_EQ(server.connect().upgrade("/chat").status, 503u);
       },
       [](settings& values) { values.net.bounds.connections = 1; }},
      {refusal::address_limit,
       [](const node& server) {
         auto one = server.open();
         EXPECT_EQ(server.connect().upgrade("/chat").status, 429u);
       },
       [](settings& values) { values.net.bounds.connections_per_address = 1; }},
      {refusal::flood,
       [](const node& server) {
         std::deque<raw_client> crowd;
         for (std::size_t i = 0; i < 3 + refusal_slack; ++i) {
           crowd.push_back(server.connect());
           ASSERT_EQ(crowd.back().request("GET", "/health").status, 200u);
         }
         EXPECT_EQ(server.connect().read_to_end().bytes, "");
         // A next connection would be refused too while these are counted.
         crowd.erase(crowd.begin() + 1, crowd.end());
         EXPECT_TRUE(server.comes_down_to(0, crowd.front()));
       },
       [](settings& values) { values.net.bounds.connections = 3; }},
  };
}

std::vector<provocation> of_requests() {
  return {
      {refusal::malformed_request,
       [](const node& server) {
         auto client = server.connect();
         client.send("GET / HTTP/1.1\r\nHo st: localhost\r\n\r\n");
         EXPECT_EQ(client.read_reply().status, 400u);
       }},
      {refusal::bad_request,
       [](const node& server) {
         EXPECT_EQ(server.connect().upgrade("/chat/%01").status, 400u);
       }},
      {refusal::head_size,
       [](const node& server) {
         EXPECT_EQ(get(server, "/health", {{"X-Long", some_text(70'000)}}),
                   431u);
       }},
      {refusal::body_size,
       [](const node& server) {
         EXPECT_EQ(post(server, "/api/info", some_text(2'000), with_key(key)),
                   413u);
       },
       [](settings& values) {
         with_api(values);
         values.http_api.body_size = 1'000;
       }},
      {refusal::method,
       [](const node& server) {
         EXPECT_EQ(post(server, "/health", ""), 405u);
       }},
      {refusal::handshake,
       [](const node& server) { EXPECT_EQ(get(server, "/chat"), 426u); }},
      {refusal::origin,
       [](const node& server) {
         EXPECT_EQ(server.connect()
                       .upgrade("/chat", {{"Origin", "https://evil.example"}})
                       .status,
                   403u);
       }},
      {refusal::foreign_host,
       [](const node& server) {
         auto client = server.connect();
         client.send("GET / HTTP/1.1\r\nHost: evil.example:8080\r\n\r\n");
         EXPECT_EQ(client.read_reply().status, 403u);
       }},
      {refusal::transport_off,
       [](const node& server) {
         EXPECT_EQ(get(server, "/connection/sse"), 404u);
       }},
      {refusal::namespace_unknown,
       [](const node& server) {
         EXPECT_EQ(server.connect().upgrade("/chat/nowhere:x").status, 404u);
       }},
      {refusal::plain_client,
       [](const node& server) {
         EXPECT_EQ(server.connect().upgrade("/chat/x").status, 403u);
       },
       [](settings& values) {
         values.channel.without_namespace.allow_plain = plain_access::closed;
       }},
      {refusal::guest,
       [](const node& server) {
         EXPECT_EQ(post(server, "/guest", "{}"), 404u);
       }},
  };
}

std::vector<provocation> of_operators() {
  return {
      {refusal::api_key,
       [](const node& server) {
         EXPECT_EQ(post(server, "/api/info", "{}", with_key("wrong")), 401u);
       },
       with_api},
      {refusal::api_key_in_query,
       [](const node& server) {
         EXPECT_EQ(post(server, "/api/info?api_key=x", "{}"), 401u);
       },
       [](settings& values) {
         with_api(values);
         values.http_api.key_in_query = false;
       }},
      {refusal::operator_key,
       [](const node& server) { EXPECT_EQ(get(server, "/debug/rooms"), 401u); },
       with_api},
      {refusal::admin_session,
       [](const node& server) {
         EXPECT_EQ(
             get(server, "/debug/rooms", {{"Authorization", "Token 1.2"}}),
             401u);
       },
       with_api},
      {refusal::admin_password,
       [](const node& server) {
         EXPECT_EQ(post(server, "/admin/auth", "wrong"), 401u);
       },
       [](settings& values) { values.net.operators.password = "right one"; }},
      {refusal::attempts,
       [](const node& server) {
         for (int i = 0; i < 5; ++i)
           EXPECT_EQ(post(server, "/api/info", "{}", with_key("wrong")), 401u);
         EXPECT_EQ(post(server, "/api/info", "{}", with_key("wrong")), 429u);
       },
       with_api},
      {refusal::api_request,
       [](const node& server) {
         EXPECT_EQ(post(server, "/api/publish", "{", with_key(key)), 400u);
       },
       with_api},
      {refusal::api_error,
       [](const node& server) {
         EXPECT_EQ(post(server, "/api/publish",
                        R"({"channel":"nowhere:x","data":1})", with_key(key)),
                   200u);
       },
       with_api},
  };
}

std::vector<provocation> all_provocations() {
  std::vector<provocation> all{
      {refusal::tls_handshake,
       [](const node& server) {
         auto client = server.connect();
         client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
         client.read_to_end();
       },
       [](settings& values) {
         const auto files = make_tls_files("refusal");
         values.tls_cert = files.certificate;
         values.tls_key = files.key;
       }}};
  for (const auto& some : {of_limits(), of_requests(), of_operators(),
                           of_tokens(), of_commands(), of_messages()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace parley::conformance
