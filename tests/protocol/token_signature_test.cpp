// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_signature.hpp"

#include "protocol/base64.hpp"
#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

signed_text parts_of(std::string_view token) {
  const auto dot = token.rfind('.');
  return {token.substr(0, dot), *decode_base64url(token.substr(dot + 1))};
}

TEST(TokenSignature, a_secret_signs_by_each_digest) {
  for (const std::string algorithm : {"HS256", "HS384", "HS512"}) {
    const auto token = hmac_token("{}", "secret", algorithm);
    EXPECT_TRUE(is_signed_by_secret(parts_of(token), algorithm, "secret"));
    EXPECT_FALSE(is_signed_by_secret(parts_of(token), algorithm, "other"));
    EXPECT_FALSE(is_signed_by_secret(parts_of(token), algorithm, ""));
    auto cut = parts_of(token);
    cut.signature.pop_back();
    EXPECT_FALSE(is_signed_by_secret(cut, algorithm, "secret"));
  }
}

TEST(TokenSignature, of_ecdsa_is_two_numbers_of_the_curve) {
  const public_key key(key_pair::on_curve("P-256").public_pem());
  for (const std::size_t size : {0u, 1u, 63u, 64u, 65u, 96u, 4'096u})
    for (const char byte : {'\0', '\x01', '\xff'})
      EXPECT_FALSE(key.has_signed({"a.b", std::string(size, byte)}, "ES256"));
}

TEST(TokenSignature, a_key_signs_by_no_algorithm_of_another_kind) {
  const public_key rsa(key_pair::rsa().public_pem());
  const public_key ecdsa(key_pair::on_curve("P-256").public_pem());
  EXPECT_FALSE(rsa.has_signed({"a.b", std::string(64, 'x')}, "ES256"));
  EXPECT_FALSE(ecdsa.has_signed({"a.b", std::string(256, 'x')}, "RS256"));
  EXPECT_FALSE(rsa.has_signed({"a.b", std::string(256, 'x')}, "none"));
  EXPECT_FALSE(public_key("no key").has_signed({"a.b", "x"}, "RS256"));
}

}  // namespace
}  // namespace parley
