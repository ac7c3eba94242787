// SPDX-License-Identifier: Apache-2.0
#include "cli/token_mint.hpp"

#include "protocol/token.hpp"
#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr unix_seconds now = 1'700'000'000;

const signing_key secret{"secret", {"HS256", "HS384", "HS512"}};

token_wish of_user(const std::string& user) {
  token_wish wish;
  wish.user = user;
  return wish;
}

connection_claims connect(const std::string& token,
                          const token_settings& settings) {
  const auto result = token_verifier(settings).connection(token, now);
  const auto* claims = std::get_if<connection_claims>(&result);
  EXPECT_TRUE(claims);
  return claims ? *claims : connection_claims{};
}

token_settings checking(const std::string& key) {
  return with({{&token_settings::hmac_secret_key, key}});
}

std::string complaint(const token_wish& wish, const signing_key& key = secret) {
  try {
    mint(wish, key, now);
  } catch (const token_usage_error& error) {
    return error.what();
  }
  return "none";
}

TEST(token_mint, makes_connection_tokens) {
  auto wish = of_user("4 \"2\" ü");
  wish.lifetime = std::chrono::hours(1);
  wish.channels = {"news", "chat:\"1\""};
  wish.info = R"({"name": "Ann"})";
  const auto claims = connect(mint(wish, secret, now), checking("secret"));
  EXPECT_EQ(claims.user, "4 \"2\" ü");
  EXPECT_EQ(claims.expires_at, now + 3'600);
  EXPECT_EQ(claims.info, R"({"name":"Ann"})");
  EXPECT_EQ(claims.subscriptions.size(), 2U);
  EXPECT_TRUE(claims.subscriptions.contains("chat:\"1\""));
}

TEST(token_mint, makes_tokens_that_never_expire_and_are_nobodys) {
  const auto claims =
      connect(mint(of_user(""), secret, now), checking("secret"));
  EXPECT_EQ(claims.user, "");
  EXPECT_EQ(claims.expires_at, 0);
  EXPECT_EQ(claims.info, "");
}

TEST(token_mint, makes_subscription_tokens) {
  auto wish = of_user("42");
  wish.channel = "news";
  wish.info = "[1]";
  const auto result = token_verifier(checking("secret"))
                          .subscription(mint(wish, secret, now), now);
  ASSERT_TRUE(std::holds_alternative<subscription_claims>(result));
  const auto& claims = std::get<subscription_claims>(result);
  EXPECT_EQ(claims.user, "42");
  EXPECT_EQ(claims.channel, "news");
  EXPECT_EQ(claims.info, "[1]");
}

TEST(token_mint, signs_by_each_algorithm_of_a_key) {
  const auto rsa = key_pair::rsa();
  const auto ecdsa = key_pair::on_curve("P-384");
  auto settings = checking("secret");
  settings.rsa_public_key = rsa.public_pem();
  settings.ecdsa_public_key = ecdsa.public_pem();
  const std::vector<std::pair<signing_key, std::vector<std::string>>> keys = {
      {secret, {"", "HS256", "HS384", "HS512"}},
      {{rsa.private_pem(), {"RS256", "RS384", "RS512"}},
       {"", "RS256", "RS384", "RS512"}},
      {{ecdsa.private_pem(), {"ES384"}}, {"", "ES384"}}};
  for (const auto& [key, algorithms] : keys) {
    for (const auto& algorithm : algorithms) {
      SCOPED_TRACE(algorithm);
      auto wish = of_user("42");
      wish.algorithm = algorithm;
      EXPECT_EQ(connect(mint(wish, key, now), settings).user, "42");
    }
  }
}

TEST(token_mint, refuses_an_algorithm_of_another_key) {
  auto wish = of_user("42");
  for (const auto* name : {"RS256", "none", "hs256"}) {
    wish.algorithm = name;
    EXPECT_EQ(complaint(wish), std::string("--alg ") + name +
                                   ": this key signs with: HS256 HS384 HS512");
  }
  EXPECT_EQ(complaint(of_user("42"), {"not a PEM", {"RS256"}}),
            "this key cannot sign");
}

TEST(token_mint, refuses_info_that_is_not_one_json_value) {
  auto wish = of_user("42");
  for (const auto* info : {"{", "Ann", "1,\"sub\":\"admin\"", "1 2"}) {
    wish.info = info;
    EXPECT_EQ(complaint(wish), std::string("--info is not JSON: ") + info);
  }
  wish.info = "18446744073709551615";
  EXPECT_EQ(complaint(wish), "--info has a number that a token cannot have");
}

TEST(token_mint, refuses_names_that_are_not_utf8) {
  EXPECT_EQ(complaint(of_user("\xff")), "--user is not UTF-8");
  auto wish = of_user("42");
  wish.channels = {"a", "\xff"};
  EXPECT_EQ(complaint(wish), "--channels is not UTF-8");
  wish.channels.clear();
  wish.channel = "\xff";
  EXPECT_EQ(complaint(wish), "--channel is not UTF-8");
}

}  // namespace
}  // namespace parley
