// SPDX-License-Identifier: Apache-2.0
#include "net/secret_check.hpp"

#include "protocol/limits.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

class SecretCheck : public ::testing::Test {
 protected:
  unsigned api(std::string_view key, attempts::address from) {
    return status({.method = "POST",
                   .target = "/api/info",
                   .host = "localhost",
                   .api_key = key},
                  from);
  }
  unsigned status(const request_head& head, attempts::address from) {
    auto result = route(head,
                        {.bounds = bounds,
                         .allowed_origins = origins,
                         .echo_path = {},
                         .api = &api_options,
                         .operators = &operators},
                        connection_quota::verdict::admitted);
    limit_attempts(result, head, made, from, {});
    const auto* answer = std::get_if<http_answer>(&result);
    return answer ? answer->status : 200;
  }

  limits bounds;
  std::vector<std::string> origins;
  http_api_options api_options{.key = "the key of this test"};
  operator_options operators{.password = "open", .secret = "secret"};
  attempts made;
  const attempts::address guesser = boost::asio::ip::make_address("10.0.0.1");
  const attempts::address friendly = boost::asio::ip::make_address("10.0.0.2");
};

TEST_F(SecretCheck, wrong_keys_are_401_and_then_429) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(api("wrong", guesser), 401u);
  EXPECT_EQ(api("wrong", guesser), 429u);
}

TEST_F(SecretCheck, the_right_key_helps_while_others_guess) {
  for (int i = 0; i < 1'000; ++i) api("wrong", guesser);
  EXPECT_EQ(api(api_options.key, friendly), 200u);
}

TEST_F(SecretCheck, the_right_key_helps_behind_the_same_address_for_a_while) {
  for (int i = 0; i < 50; ++i) api("wrong", guesser);
  EXPECT_EQ(api(api_options.key, guesser), 200u);
  for (int i = 0; i < 1'000; ++i) api("wrong", guesser);
  EXPECT_EQ(api(api_options.key, guesser), 429u) << "or guessing has no limit";
}

TEST_F(SecretCheck, every_way_to_show_a_secret_counts) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(status({.method = "POST",
                      .target = "/api/info?api_key=wrong",
                      .host = "a"},
                     guesser),
              401u);
  }
  for (const auto* shown : {"apikey wrong", "token 1.2"})
    EXPECT_EQ(status({.method = "GET",
                      .target = "/debug/rooms",
                      .host = "a",
                      .authorization = shown},
                     guesser),
              429u)
        << shown;
  EXPECT_EQ(status({.method = "GET",
                    .target = "/metrics",
                    .host = "a",
                    .api_key = "wrong"},
                   guesser),
            429u);
}

TEST_F(SecretCheck, requests_without_a_secret_do_not_count) {
  for (int i = 0; i < 1'000; ++i) {
    EXPECT_EQ(api("", guesser), 401u);
    EXPECT_EQ(
        status({.method = "GET", .target = "/health", .host = "a"}, guesser),
        200u);
  }
}

TEST_F(SecretCheck, passwords_have_the_same_limit) {
  const auto tried = [this](std::string_view text, attempts::address from) {
    return answer_password_attempt(text, operators, made, from, {}).status;
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(tried("wrong", guesser), 401u);
  EXPECT_EQ(tried("wrong", guesser), 429u);
  EXPECT_EQ(tried("open", guesser), 200u);
  EXPECT_EQ(tried("open", friendly), 200u);
  for (int i = 0; i < 1'000; ++i) tried("wrong", guesser);
  EXPECT_EQ(tried("open", guesser), 429u);
  EXPECT_EQ(tried("open", friendly), 200u);
}

}  // namespace
}  // namespace parley
