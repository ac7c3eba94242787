// SPDX-License-Identifier: Apache-2.0
// Refusals of tokens, and of clients that are connected.
#include "tests/conformance/checks.hpp"
#include "tests/conformance/provocations.hpp"
#include "tests/conformance/stream.hpp"
#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace parley::conformance {

namespace {

constexpr std::string_view secret = "a secret of this test";
constexpr std::string_view sdk = "/connection/websocket";

/// Sends a connect command, and reads its answer.
raw_client connected(const node& server, const std::string& token) {
  auto client = server.open(sdk);
  client.send(text_frame(R"({"id":1,"connect":{"token":")" + token + "\"}}"));
  client.read_frame();
  return client;
}

std::string claims_token(std::string_view claims) {
  return hmac_token(claims, secret);
}

provocation token_case(refusal why, std::string token,
                       std::function<void(settings&)> adjust = {}) {
  return {why,
          [token = std::move(token)](const node& server) {
            connected(server, token);
          },
          [adjust = std::move(adjust)](settings& values) {
            values.client.token.hmac_secret_key = secret;
            if (adjust) adjust(values);
          }};
}

void insecure(settings& values) {
  values.client.insecure = true;
}

}  // namespace

std::vector<provocation> of_tokens() {
  return {
      token_case(refusal::token_missing, ""),
      token_case(refusal::token_malformed, "a.b"),
      token_case(
          refusal::token_algorithm,
          signing_input(R"({"alg":"RS256"})", R"({"sub":"a"})") + ".AAAA"),
      token_case(refusal::token_signature,
                 hmac_token(R"({"sub":"a"})", "another secret altogether")),
      token_case(refusal::token_claims, claims_token(R"({"sub":42})")),
      token_case(
          refusal::token_audience, claims_token(R"({"sub":"a"})"),
          [](settings& values) { values.client.token.audience = "others"; }),
      token_case(
          refusal::token_issuer, claims_token(R"({"sub":"a"})"),
          [](settings& values) { values.client.token.issuer = "others"; }),
      token_case(refusal::token_not_before,
                 claims_token(R"({"sub":"a","nbf":4000000000})")),
      token_case(refusal::token_expired,
                 claims_token(R"({"sub":"a","exp":1})")),
      token_case(refusal::token_other_use,
                 claims_token(R"({"sub":"a","channel":"c"})")),
      token_case(refusal::token_anonymous, claims_token(R"({"sub":""})"),
                 [](settings& values) {
                   values.client.disallow_anonymous_connection_tokens = true;
                 }),
  };
}

std::vector<provocation> of_commands() {
  return {
      {refusal::command_malformed,
       [](const node& server) {
         auto client = server.open(sdk);
         client.send(text_frame("{no command"));
         expect_sent_away(client, 3501);
       }},
      {refusal::command_error,
       [](const node& server) {
         auto client = connected(server, "");
         client.send(
             text_frame(R"({"id":2,"subscribe":{"channel":"nowhere:x"}})"));
         client.read_frame();
       },
       insecure},
      {refusal::command_rate,
       [](const node& server) {
         auto client = connected(server, "");
         for (int i = 0; i < 2; ++i)
           client.send(text_frame(R"({"id":2,"presence":{"channel":"a"}})"));
         client.read_frame();
         client.read_frame();
       },
       [](settings& values) {
         insecure(values);
         values.channel.without_namespace.presence = true;
         values.client.command_rate = 0.001;
         values.client.command_burst = 1;
       }},
      {refusal::user_connections,
       [](const node& server) {
         const auto token = claims_token(R"({"sub":"ann"})");
         auto one = connected(server, token);
         connected(server, token);
       },
       [](settings& values) {
         values.client.token.hmac_secret_key = secret;
         values.client.user_connection_limit = 1;
       }},
  };
}

std::vector<provocation> of_messages() {
  return {
      {refusal::message_rate,
       [](const node& server) {
         auto client = server.join("pier", "ann");
         client.send(text_frame("one") + text_frame("two"));
         while (client.read_frame().opcode != op::close) continue;
       },
       [](settings& values) {
         values.net.bounds.message_rate = 0.001;
         values.net.bounds.message_burst = 1;
       }},
      {refusal::message_size,
       [](const node& server) {
         auto client = server.open();
         client.send(encode({.payload = "x", .declared = 1'000'000}));
         expect_sent_away(client, 1009);
       }},
      {refusal::message_deadline,
       [](const node& server) {
         auto client = server.join("pier", "ann");
         client.send(encode({.payload = "half", .fin = false}));
         expect_sent_away(client, 1008);
       },
       [](settings& values) {
         values.net.message_timeout = std::chrono::milliseconds(100);
       }},
      {refusal::protocol_error,
       [](const node& server) {
         auto client = server.open();
         client.send(encode({.payload = "x", .masked = false}));
         expect_sent_away(client, 1002);
       }},
  };
}

}  // namespace parley::conformance
