// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_keys.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace parley {
namespace {

constexpr unix_seconds now = 1'700'000'000;
const std::string claims = R"({"sub":"42"})";

/// What the constructor says; empty when it takes the settings.
std::string complaint(const token_settings& settings) {
  try {
    const token_keys keys(settings);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

TEST(token_keys, verify_each_hmac_algorithm) {
  const token_keys keys(with({{&token_settings::hmac_secret_key, "secret"}}));
  for (const std::string algorithm : {"HS256", "HS384", "HS512"}) {
    SCOPED_TRACE(algorithm);
    EXPECT_TRUE(keys.accepts(algorithm));
    EXPECT_TRUE(
        keys.verify(hmac_token(claims, "secret", algorithm), algorithm, now));
    EXPECT_FALSE(
        keys.verify(hmac_token(claims, "Secret", algorithm), algorithm, now));
    EXPECT_FALSE(
        keys.verify(hmac_token(claims, "", algorithm), algorithm, now));
  }
}

TEST(token_keys, verify_each_rsa_algorithm) {
  const auto pair = key_pair::rsa();
  const auto other = key_pair::rsa();
  const token_keys keys(
      with({{&token_settings::rsa_public_key, pair.public_pem()}}));
  for (const std::string algorithm : {"RS256", "RS384", "RS512"}) {
    SCOPED_TRACE(algorithm);
    EXPECT_TRUE(keys.verify(pair.token(claims, algorithm), algorithm, now));
    EXPECT_FALSE(keys.verify(other.token(claims, algorithm), algorithm, now));
  }
}

TEST(token_keys, verify_by_ecdsa_what_the_curve_is_for) {
  const std::vector<std::pair<const char*, std::string>> curves = {
      {"P-256", "ES256"}, {"P-384", "ES384"}, {"P-521", "ES512"}};
  for (const auto& [curve, algorithm] : curves) {
    SCOPED_TRACE(curve);
    const auto pair = key_pair::on_curve(curve);
    const token_keys keys(
        with({{&token_settings::ecdsa_public_key, pair.public_pem()}}));
    EXPECT_TRUE(keys.verify(pair.token(claims, algorithm), algorithm, now));
    EXPECT_FALSE(keys.verify(key_pair::on_curve(curve).token(claims, algorithm),
                             algorithm, now));
    for (const auto& [unused, other] : curves) {
      EXPECT_EQ(keys.accepts(other), other == algorithm);
      EXPECT_EQ(keys.verify(pair.token(claims, other), other, now),
                other == algorithm);
    }
  }
}

TEST(token_keys, are_never_tried_on_an_algorithm_of_another_kind) {
  const auto rsa = key_pair::rsa().public_pem();
  const auto ecdsa = key_pair::on_curve("P-256").public_pem();
  const token_keys public_only(
      with({{&token_settings::rsa_public_key, rsa},
            {&token_settings::ecdsa_public_key, ecdsa}}));
  for (const auto& key : {rsa, ecdsa}) {
    EXPECT_FALSE(public_only.accepts("HS256"));
    EXPECT_FALSE(public_only.verify(hmac_token(claims, key), "HS256", now));
    EXPECT_FALSE(public_only.verify(hmac_token(claims, key), "RS256", now));
    EXPECT_FALSE(public_only.verify(hmac_token(claims, key), "ES256", now));
  }
  const token_keys secret_only(
      with({{&token_settings::hmac_secret_key, "secret"}}));
  EXPECT_FALSE(secret_only.accepts("RS256"));
  EXPECT_FALSE(secret_only.accepts("ES256"));
}

TEST(token_keys, hold_the_token_to_the_algorithm_it_was_chosen_for) {
  const token_keys keys(with({{&token_settings::hmac_secret_key, "secret"}}));
  EXPECT_FALSE(
      keys.verify(hmac_token(claims, "secret", "HS512"), "HS256", now));
}

TEST(token_keys, accept_no_algorithm_but_the_nine) {
  const token_keys keys(
      with({{&token_settings::hmac_secret_key, "secret"},
            {&token_settings::rsa_public_key, key_pair::rsa().public_pem()}}));
  for (const auto* name :
       {"none", "None", "", "hs256", "HS", "HS256 ", "PS256", "EdDSA", "INVAL"})
    EXPECT_FALSE(keys.accepts(name)) << name;
  const auto unsigned_token = signing_input(R"({"alg":"none"})", claims) + '.';
  EXPECT_FALSE(keys.verify(unsigned_token, "none", now));
  EXPECT_FALSE(keys.verify(unsigned_token, "HS256", now));
}

TEST(token_keys, let_a_previous_secret_end) {
  auto settings = with({{&token_settings::hmac_secret_key, "new"},
                        {&token_settings::hmac_previous_secret_key, "old"}});
  const token_keys always(settings);
  settings.hmac_previous_secret_key_valid_until = now;
  const token_keys until(settings);
  const auto old_token = hmac_token(claims, "old");
  EXPECT_TRUE(until.verify(old_token, "HS256", now - 1));
  EXPECT_FALSE(until.verify(old_token, "HS256", now));
  EXPECT_TRUE(until.verify(hmac_token(claims, "new"), "HS256", now));
  EXPECT_TRUE(always.verify(old_token, "HS256", now));
}

TEST(token_keys, without_any_accept_nothing) {
  const token_keys keys({});
  EXPECT_TRUE(keys.empty());
  EXPECT_FALSE(keys.accepts("HS256"));
  EXPECT_FALSE(keys.verify(hmac_token(claims, ""), "HS256", now));
  EXPECT_FALSE(
      token_keys(with({{&token_settings::hmac_secret_key, "secret"}})).empty());
}

TEST(token_keys, read_a_pem_from_a_file) {
  const auto pair = key_pair::on_curve("P-256");
  const auto file = testing::TempDir() + "parley_token_keys.pem";
  std::ofstream(file) << pair.public_pem();
  const token_keys keys(with({{&token_settings::ecdsa_public_key, file}}));
  std::filesystem::remove(file);
  EXPECT_TRUE(keys.verify(pair.token(claims, "ES256"), "ES256", now));
}

TEST(token_keys, name_the_setting_they_cannot_use) {
  EXPECT_EQ(complaint(with({{&token_settings::rsa_public_key, "/gone.pem"}})),
            "rsa_public_key is neither a PEM nor the name of a readable file");
  EXPECT_EQ(complaint(with({{&token_settings::rsa_public_key, "/"}})),
            "rsa_public_key is neither a PEM nor the name of a readable file");
  const auto wrong =
      "ecdsa_public_key is not a key of its kind in PEM (BEGIN PUBLIC KEY)";
  const auto ecdsa = [](const std::string& pem) {
    return complaint(with({{&token_settings::ecdsa_public_key, pem}}));
  };
  const auto pair = key_pair::on_curve("P-256");
  EXPECT_EQ(ecdsa("-----BEGIN nonsense"), wrong);
  EXPECT_EQ(ecdsa(key_pair::rsa().public_pem()), wrong);
  EXPECT_EQ(
      ecdsa(pair.private_pem()),
      "ecdsa_public_key is a private key: only the public one belongs here");
  EXPECT_EQ(
      ecdsa(key_pair::on_curve("secp256k1").public_pem()),
      "ecdsa_public_key is not on one of the curves P-256, P-384 and P-521");
  EXPECT_EQ(
      complaint(with({{&token_settings::rsa_public_key, pair.public_pem()}})),
      "rsa_public_key is not a key of its kind in PEM (BEGIN PUBLIC KEY)");
  EXPECT_EQ(
      complaint(with({{&token_settings::hmac_previous_secret_key, "old"}})),
      "hmac_previous_secret_key is set, and hmac_secret_key is not");
}

TEST(token_keys, refuse_an_empty_file) {
  const auto file = testing::TempDir() + "parley_token_keys_empty.pem";
  std::ofstream(file).close();
  EXPECT_NE(complaint(with({{&token_settings::rsa_public_key, file}})), "");
  std::filesystem::remove(file);
}

TEST(token_keys, leave_no_error_behind_for_tls_to_find) {
  const auto pair = key_pair::rsa();
  const token_keys keys(
      with({{&token_settings::rsa_public_key, pair.public_pem()}}));
  ERR_clear_error();
  EXPECT_FALSE(
      keys.verify(key_pair::rsa().token(claims, "RS256"), "RS256", now));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

}  // namespace
}  // namespace parley
