// SPDX-License-Identifier: Apache-2.0
#include "cli/token_key.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace parley {
namespace {

using texts = std::vector<std::string>;

class token_key : public testing::Test {
 protected:
  ~token_key() override { std::filesystem::remove(file_); }

  /// A file with this text.
  key_source file(const std::string& text) const {
    std::ofstream(file_, std::ios::binary) << text;
    return {.environment = "", .file = file_, .config = ""};
  }
  key_source config(const std::string& text) const {
    std::ofstream(file_) << text;
    return {.environment = "", .file = "", .config = file_};
  }

  /// What is wrong with the source, for either purpose.
  static std::string why_not_signing(const key_source& source,
                                     bool for_subscription = false) {
    try {
      read_signing_key(source, for_subscription);
    } catch (const token_usage_error& error) {
      return error.what();
    }
    return "nothing";
  }
  static std::string why_not_checking(const key_source& source) {
    try {
      read_checking_keys(source);
    } catch (const token_usage_error& error) {
      return error.what();
    }
    return "nothing";
  }

  const std::string file_ =
      testing::TempDir() + "parley_token_key_" +
      testing::UnitTest::GetInstance()->current_test_info()->name() + ".toml";
};

TEST_F(token_key, is_a_secret_unless_it_is_a_pem) {
  const auto key = read_signing_key(file("my secret\r\n"), false);
  EXPECT_EQ(key.text, "my secret");
  EXPECT_EQ(key.algorithms, (texts{"HS256", "HS384", "HS512"}));
  const auto keys = read_checking_keys(file("my secret\n"));
  EXPECT_EQ(keys.connection.hmac_secret_key, "my secret");
  EXPECT_EQ(keys.subscription.hmac_secret_key, "my secret");
}

TEST_F(token_key, may_be_in_the_environment) {
  setenv("PARLEY_TEST_TOKEN_KEY", "my secret", 1);
  const key_source source{
      .environment = "PARLEY_TEST_TOKEN_KEY", .file = "", .config = ""};
  EXPECT_EQ(read_signing_key(source, false).text, "my secret");
  unsetenv("PARLEY_TEST_TOKEN_KEY");
  EXPECT_EQ(why_not_signing(source),
            "the environment variable PARLEY_TEST_TOKEN_KEY is not set");
}

TEST_F(token_key, that_is_private_signs_and_checks) {
  const auto pair = key_pair::on_curve("P-384");
  const auto source = file(pair.private_pem());
  EXPECT_EQ(read_signing_key(source, false).algorithms, texts{"ES384"});
  const auto keys = read_checking_keys(source);
  EXPECT_EQ(keys.connection.ecdsa_public_key, pair.public_pem());
  EXPECT_TRUE(keys.connection.rsa_public_key.empty());
}

TEST_F(token_key, that_is_public_only_checks) {
  const auto pair = key_pair::rsa();
  const auto source = file(pair.public_pem());
  EXPECT_EQ(read_checking_keys(source).connection.rsa_public_key,
            pair.public_pem());
  EXPECT_EQ(why_not_signing(source),
            "a public key cannot sign: give the private one");
}

TEST_F(token_key, that_cannot_be_used_is_an_error_without_the_key_in_it) {
  EXPECT_EQ(why_not_signing(file("\n")), "there is no key in " + file_);
  const auto broken =
      "the PEM is not an unencrypted key of RSA, or of ECDSA "
      "on the curve P-256, P-384 or P-521";
  EXPECT_EQ(why_not_checking(file("-----BEGIN SECRET STUFF-----")), broken);
  EXPECT_EQ(
      why_not_signing(file(key_pair::on_curve("secp256k1").private_pem())),
      broken);
  EXPECT_EQ(
      why_not_checking({.environment = "", .file = "/gone", .config = ""}),
      "cannot read the key file /gone: No such file or directory");
  EXPECT_EQ(why_not_checking({.environment = "", .file = "/", .config = ""}),
            "cannot read the key file /: Is a directory");
}

TEST_F(token_key, may_be_in_the_settings_of_a_server) {
  const auto source = config(
      "[client.token]\n"
      "hmac_secret_key = \"of all connections\"\n"
      "audience = \"chat\"\n");
  EXPECT_EQ(read_signing_key(source, false).text, "of all connections");
  EXPECT_EQ(read_signing_key(source, true).text, "of all connections");
  const auto keys = read_checking_keys(source);
  EXPECT_EQ(keys.connection.audience, "chat");
  EXPECT_EQ(keys.subscription.hmac_secret_key, "of all connections");
}

TEST_F(token_key, may_be_another_one_for_subscriptions) {
  const auto source = config(
      "[client.token]\n"
      "hmac_secret_key = \"of all connections\"\n"
      "[client.subscription_token]\n"
      "hmac_secret_key = \"of subscriptions\"\n");
  EXPECT_EQ(read_signing_key(source, false).text, "of all connections");
  EXPECT_EQ(read_signing_key(source, true).text, "of subscriptions");
  EXPECT_EQ(read_checking_keys(source).subscription.hmac_secret_key,
            "of subscriptions");
}

TEST_F(token_key, is_missed_in_settings_that_have_none) {
  EXPECT_EQ(why_not_signing(config("")),
            "these settings have no hmac_secret_key to sign with");
  EXPECT_EQ(why_not_checking(config("")),
            "these settings have no key for tokens");
  EXPECT_NE(why_not_checking(config("nonsense = [")), "nothing");
}

}  // namespace
}  // namespace parley
