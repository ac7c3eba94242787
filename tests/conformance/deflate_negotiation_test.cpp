// SPDX-License-Identifier: Apache-2.0
// RFC 7692 sections 5 and 7.1: the negotiation of compression.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/compression.hpp"
#include "tests/conformance/node.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace parley::conformance {
namespace {

void compress(settings& values) {
  values.net.compression = true;
}

/// The extensions the server answers with; empty when it accepts none.
std::string answer_to(const node& server, std::string_view offer) {
  auto client = server.connect();
  const auto reply = client.upgrade(
      echo_path, {{"Sec-WebSocket-Extensions", std::string(offer)}});
  EXPECT_EQ(reply.status, 101u);
  // Whatever came of it, the connection is good for plain messages.
  expect_echo(client, op::text, "hello");
  leave(client);
  return reply.header("sec-websocket-extensions");
}

/// "a; b=1" as {"a", "b=1"}.
std::vector<std::string> parts(const std::string& extension) {
  std::istringstream in(extension);
  std::vector<std::string> out;
  for (std::string part; std::getline(in, part, ';');)
    out.push_back(part.substr(part.find_first_not_of(' ')));
  return out;
}

bool agreed(const std::string& extension, const std::string& part) {
  const auto all = parts(extension);
  return std::ranges::find(all, part) != all.end();
}

TEST(compression, is_off_unless_the_operator_wants_it) {
  const node server;
  EXPECT_EQ(answer_to(server, deflate_offer), "");
}

TEST(compression, is_not_used_with_a_client_that_does_not_offer_it) {
  const node server(compress);
  auto client = server.connect();
  EXPECT_FALSE(client.upgrade(echo_path).has("sec-websocket-extensions"));
  const std::string text(1'000, 'a');
  expect_echo(client, op::text, text);
  leave(client);
}

TEST(compression, is_agreed_without_context_takeover_in_both_directions) {
  const node server(compress);
  for (const auto* offer :
       {"permessage-deflate", "permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_no_context_takeover",
        "permessage-deflate; server_no_context_takeover",
        "x-unknown, permessage-deflate"}) {
    SCOPED_TRACE(offer);
    const auto answer = answer_to(server, offer);
    EXPECT_TRUE(answer.starts_with("permessage-deflate")) << answer;
    EXPECT_TRUE(agreed(answer, "server_no_context_takeover")) << answer;
    EXPECT_TRUE(agreed(answer, "client_no_context_takeover")) << answer;
  }
}

TEST(compression, of_another_kind_is_not_agreed) {
  const node server(compress);
  for (const auto* offer : {"x-webkit-deflate-frame", "permessage-bzip2",
                            "permessage-deflate-2; server_max_window_bits=10"})
    EXPECT_EQ(answer_to(server, offer), "") << offer;
}

TEST(offer, that_is_not_understood_is_declined) {
  const node server(compress);
  for (const auto* parameter :
       {"unknown", "unknown=1", "server_max_window_bits",
        "server_max_window_bits=7", "server_max_window_bits=16",
        "server_max_window_bits=ten", "server_max_window_bits=-9",
        "client_max_window_bits=7", "client_max_window_bits=16",
        "server_no_context_takeover=1", "client_no_context_takeover=yes",
        "server_max_window_bits=10; server_max_window_bits=10",
        "client_max_window_bits; client_max_window_bits",
        "client_no_context_takeover; client_no_context_takeover"})
    EXPECT_EQ(
        answer_to(server, "permessage-deflate; " + std::string(parameter)), "")
        << parameter;
}

// Section 7.1.2.1: accepting means to answer with the same value or less.
TEST(server_window, is_at_most_what_the_client_wants) {
  const node server(compress);
  for (int bits = 8; bits <= 15; ++bits) {
    SCOPED_TRACE(bits);
    const std::string parameter = "server_max_window_bits=";
    const auto answer = answer_to(
        server, "permessage-deflate; " + parameter + std::to_string(bits));
    if (answer.empty()) continue;  // declined: right as well
    const auto at = answer.find(parameter);
    // A server without this parameter uses the largest window.
    const auto agreed_bits =
        at == std::string::npos
            ? 15
            : std::stoi(answer.substr(at + parameter.size()));
    EXPECT_LE(agreed_bits, bits) << answer;
    EXPECT_GE(agreed_bits, 8) << answer;
  }
}

// Section 7.1.2.2: the server may only limit a client that supports it.
TEST(client_window, is_not_limited_unless_the_client_can_do_that) {
  const node server(compress);
  EXPECT_EQ(answer_to(server, deflate_offer).find("client_max_window_bits"),
            std::string::npos);
  for (int bits = 8; bits <= 15; ++bits) {
    const std::string parameter = "client_max_window_bits=";
    const auto answer = answer_to(
        server, "permessage-deflate; " + parameter + std::to_string(bits));
    const auto at = answer.find(parameter);
    if (at == std::string::npos) continue;
    EXPECT_LE(std::stoi(answer.substr(at + parameter.size())), bits);
  }
}

TEST(client_window, of_the_smallest_size_is_understood) {
  const node server(compress);
  auto client = server.open(echo_path,
                            {{"Sec-WebSocket-Extensions",
                              "permessage-deflate; client_max_window_bits=9"}});
  const auto text = some_text(600) + some_text(600);
  client.send(encode({.payload = deflated(text, 9), .reserved = rsv::first}));
  const auto frame = client.read_frame();
  EXPECT_EQ(frame.reserved ? inflated(frame.payload) : frame.payload, text);
  leave(client);
}

}  // namespace
}  // namespace parley::conformance
