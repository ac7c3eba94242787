// SPDX-License-Identifier: Apache-2.0
#include "protocol/token.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace parley {
namespace {

constexpr unix_seconds now = 1'700'000'000;

class token : public testing::Test {
 protected:
  static token_result<connection_claims> connect(const std::string& claims) {
    const token_verifier verifier(
        with({{&token_settings::hmac_secret_key, "secret"}}));
    return verifier.connection(hmac_token(claims, "secret"), now);
  }
  static token_result<subscription_claims> subscribe(
      const std::string& claims) {
    const token_verifier verifier(
        with({{&token_settings::hmac_secret_key, "secret"}}));
    return verifier.subscription(hmac_token(claims, "secret"), now);
  }
};

template <class Claims>
std::optional<token_problem> fault(const token_result<Claims>& result) {
  const auto* fault = std::get_if<token_problem>(&result);
  return fault ? std::optional(*fault) : std::nullopt;
}

TEST_F(token, of_a_connection_says_who_and_what) {
  const auto result = connect(R"({"sub":"42","exp":1700000100,
      "info":{"name":"Ann"},"meta":{"ip":"::1"},
      "subs":{"news":{"data":{"hi":1}}}})");
  ASSERT_TRUE(std::holds_alternative<connection_claims>(result));
  const auto& claims = std::get<connection_claims>(result);
  EXPECT_EQ(claims.user, "42");
  EXPECT_EQ(claims.info, R"({"name":"Ann"})");
  EXPECT_EQ(claims.meta, R"({"ip":"::1"})");
  EXPECT_EQ(claims.expires_at, 1'700'000'100);
  ASSERT_EQ(claims.subscriptions.size(), 1U);
  EXPECT_EQ(claims.subscriptions.at("news").data, R"({"hi":1})");
}

TEST_F(token, of_a_subscription_says_where_and_what) {
  const auto result = subscribe(R"({"sub":"42","channel":"news","client":"c",
      "info":1,"data":2,"expire_at":0,"exp":1700000100,
      "override":{"force_recovery":{"value":true}}})");
  ASSERT_TRUE(std::holds_alternative<subscription_claims>(result));
  const auto& claims = std::get<subscription_claims>(result);
  EXPECT_EQ(claims.user, "42");
  EXPECT_EQ(claims.channel, "news");
  EXPECT_EQ(claims.client, "c");
  EXPECT_EQ(claims.info, "1");
  EXPECT_EQ(claims.data, "2");
  EXPECT_EQ(claims.override.force_recovery, true);
  EXPECT_EQ(claims.expires_at, 0);
}

TEST_F(token, needs_neither_sub_nor_exp) {
  const auto result = connect("{}");
  ASSERT_TRUE(std::holds_alternative<connection_claims>(result));
  EXPECT_EQ(std::get<connection_claims>(result).user, "");
  EXPECT_EQ(std::get<connection_claims>(result).expires_at, 0);
}

TEST_F(token, of_one_sort_is_no_token_of_the_other) {
  using enum token_problem;
  EXPECT_EQ(fault(connect(R"({"channel":"news"})")), kind);
  EXPECT_EQ(fault(subscribe(R"({"sub":"42"})")), kind);
  EXPECT_EQ(fault(subscribe(R"({"channel":""})")), kind);
  EXPECT_EQ(fault(connect(R"({"channel":"news","exp":1})")), kind);
  EXPECT_EQ(fault(subscribe(R"({"exp":1})")), kind);
  EXPECT_EQ(fault(subscribe(R"({"nbf":1800000000})")), kind);
}

TEST_F(token, may_be_renewed_only_when_all_but_the_time_is_right) {
  using enum token_problem;
  EXPECT_EQ(fault(connect(R"({"exp":1})")), expired);
  EXPECT_EQ(fault(subscribe(R"({"channel":"c","exp":1})")), expired);
  EXPECT_EQ(fault(connect(R"({"nbf":1800000000})")), early);
  EXPECT_EQ(fault(connect(R"({"exp":1,"nbf":1800000000})")), expired);
  EXPECT_EQ(fault(connect(R"({"exp":1,"sub":42})")), claims);
  const token_verifier verifier(
      with({{&token_settings::hmac_secret_key, "another"}}));
  EXPECT_EQ(
      fault(verifier.connection(hmac_token(R"({"exp":1})", "secret"), now)),
      signature);
  for (const auto each : {form, algorithm, signature, claims, kind, audience,
                          issuer, other_user, other_channel, other_client})
    EXPECT_FALSE(may_be_renewed(each)) << word_for(each);
  EXPECT_TRUE(may_be_renewed(early));
  EXPECT_TRUE(may_be_renewed(expired));
}

TEST_F(token, is_good_for_as_long_as_clocks_may_differ) {
  const auto at = [](std::string_view claim, unix_seconds time) {
    return connect("{\"" + std::string(claim) + "\":" + std::to_string(time) +
                   "}");
  };
  EXPECT_FALSE(fault(at("nbf", now + 30)));
  EXPECT_EQ(fault(at("nbf", now + 31)), token_problem::early);
  EXPECT_FALSE(fault(at("exp", now - 29)));
  EXPECT_EQ(fault(at("exp", now - 30)), token_problem::expired);
}

TEST_F(token, that_is_accepted_after_its_exp_ends_with_the_leeway) {
  const auto end = [](unix_seconds exp) {
    const auto found = connect(R"({"exp":)" + std::to_string(exp) + "}");
    return std::get<connection_claims>(found).expires_at;
  };
  EXPECT_EQ(end(now + 1), now + 1);
  EXPECT_EQ(end(now), now + 30);
  EXPECT_EQ(end(now - 29), now + 1);
}

TEST_F(token, may_outlive_its_exp_in_the_connection_but_not_on_arrival) {
  EXPECT_EQ(fault(connect(R"({"exp":1,"expire_at":0})")),
            token_problem::expired);
  EXPECT_FALSE(fault(connect(R"({"expire_at":1})")));
}

TEST_F(token, by_each_kind_of_key_is_accepted_side_by_side) {
  const auto rsa = key_pair::rsa();
  const auto ecdsa = key_pair::on_curve("P-256");
  const token_verifier verifier(
      with({{&token_settings::hmac_secret_key, "secret"},
            {&token_settings::rsa_public_key, rsa.public_pem()},
            {&token_settings::ecdsa_public_key, ecdsa.public_pem()}}));
  const auto user = [&](const std::string& text) {
    const auto result = verifier.connection(text, now);
    const auto* claims = std::get_if<connection_claims>(&result);
    return claims ? claims->user : "refused";
  };
  EXPECT_EQ(user(hmac_token(R"({"sub":"h"})", "secret", "HS512")), "h");
  EXPECT_EQ(user(rsa.token(R"({"sub":"r"})", "RS256")), "r");
  EXPECT_EQ(user(ecdsa.token(R"({"sub":"e"})", "ES256")), "e");
  // Algorithm confusion: a public key is known to all and must be no secret.
  EXPECT_EQ(user(hmac_token(R"({"sub":"x"})", rsa.public_pem())), "refused");
  EXPECT_EQ(user(hmac_token(R"({"sub":"x"})", ecdsa.public_pem())), "refused");
  EXPECT_EQ(user(signing_input(R"({"alg":"none"})", R"({"sub":"x"})") + '.'),
            "refused");
}

TEST_F(token, without_a_key_is_always_invalid) {
  const token_verifier none({});
  EXPECT_FALSE(none.has_key());
  EXPECT_EQ(fault(none.connection(hmac_token("{}", ""), now)),
            token_problem::algorithm);
  EXPECT_TRUE(
      token_verifier(with({{&token_settings::hmac_secret_key, "secret"}}))
          .has_key());
}

TEST_F(token, that_is_garbage_is_invalid) {
  const token_verifier verifier(
      with({{&token_settings::hmac_secret_key, "secret"}}));
  for (const std::string& text :
       {std::string(), std::string("garbage"), std::string(1'000'000, '.'),
        std::string("\0\0", 2), std::string("\xff\xfe.\xff.\xff")}) {
    EXPECT_EQ(fault(verifier.connection(text, now)), token_problem::form);
    EXPECT_EQ(fault(verifier.subscription(text, now)), token_problem::form);
  }
}

TEST_F(token, has_its_user_where_the_settings_say) {
  const token_verifier verifier(
      with({{&token_settings::hmac_secret_key, "secret"},
            {&token_settings::user_id_claim, "user_id"}}));
  const auto result = verifier.connection(
      hmac_token(R"({"sub":"a","user_id":"b"})", "secret"), now);
  ASSERT_TRUE(std::holds_alternative<connection_claims>(result));
  EXPECT_EQ(std::get<connection_claims>(result).user, "b");
}

TEST_F(token, is_not_waited_for_with_settings_that_cannot_be_used) {
  EXPECT_THROW(
      token_verifier(with({{&token_settings::rsa_public_key, "/gone.pem"}})),
      std::invalid_argument);
  EXPECT_THROW(token_verifier(with({{&token_settings::audience_regex, "["}})),
               std::invalid_argument);
}

}  // namespace
}  // namespace parley
