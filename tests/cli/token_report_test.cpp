// SPDX-License-Identifier: Apache-2.0
#include "cli/token_report.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace parley {
namespace {

constexpr unix_seconds now = 1'700'000'000;

std::string described(std::string_view json) {
  return describe(read_claims(json, "sub").value());
}

checking_keys two_keys() {
  return {with({{&token_settings::hmac_secret_key, "of connections"}}),
          with({{&token_settings::hmac_secret_key, "of subscriptions"}})};
}

std::optional<token_problem> problem(const std::string& json,
                                     const std::string& secret) {
  return judge(hmac_token(json, secret), two_keys(), now).problem;
}

TEST(token_report, tells_all_of_a_connection_token) {
  EXPECT_EQ(described(R"({"sub":"42","channels":["news","chat:1"],"aud":"a",
      "info":{"name":"Ann"},"meta":{"x":1},"iss":"shop","iat":1700000000,
      "exp":1700003600,"expire_at":0})"),
            "connection token\n"
            "  user       \"42\"\n"
            "  channels   \"chat:1\", \"news\"\n"
            "  info       {\"name\":\"Ann\"}\n"
            "  meta       {\"x\":1}\n"
            "  audience   \"a\"\n"
            "  issuer     \"shop\"\n"
            "  issued     2023-11-14 22:13:20 UTC\n"
            "  expires    2023-11-14 23:13:20 UTC\n"
            "  connected  without end\n");
}

TEST(token_report, tells_all_of_a_subscription_token) {
  EXPECT_EQ(described(R"({"channel":"news","client":"c","b64info":"AAE=",
      "data":[1],"aud":["a","b"],"expire_at":1700003600})"),
            "subscription token\n"
            "  user       \"\"\n"
            "  channel    \"news\"\n"
            "  client     \"c\"\n"
            "  info       2 bytes\n"
            "  data       [1]\n"
            "  audience   \"a\", \"b\"\n"
            "  expires    never\n"
            "  subscribed until 2023-11-14 23:13:20 UTC\n");
}

TEST(token_report, lets_no_name_write_to_the_terminal) {
  const auto text = described(R"({"sub":"\u001b[2J\n","channel":"a\r\nb"})");
  EXPECT_EQ(text.find_first_of("\x1b\r"), std::string::npos) << text;
  EXPECT_EQ(std::ranges::count(text, '\n'), 4) << text;
}

TEST(token_report, has_a_number_for_years_beyond_any_calendar) {
  EXPECT_EQ(described(R"({"exp":9223372036854775807})"),
            "connection token\n  user       \"\"\n"
            "  expires    9007199254740992\n");
}

TEST(token_report, judges_each_sort_of_token_by_its_own_key) {
  using enum token_problem;
  EXPECT_EQ(problem("{}", "of connections"), std::nullopt);
  EXPECT_EQ(problem("{}", "of subscriptions"), signature);
  EXPECT_EQ(problem("{}", "of nobody"), signature);
  const auto* subscription = R"({"channel":"news"})";
  EXPECT_EQ(problem(subscription, "of subscriptions"), std::nullopt);
  EXPECT_EQ(problem(subscription, "of connections"), signature);
  EXPECT_EQ(problem(R"({"channel":"news","exp":1})", "of subscriptions"),
            expired);
  EXPECT_EQ(problem(R"({"exp":1})", "of connections"), expired);
}

}  // namespace
}  // namespace parley
