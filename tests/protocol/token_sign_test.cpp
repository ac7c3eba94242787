// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_sign.hpp"

#include "protocol/token.hpp"
#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(sign_token, makes_what_the_verifier_takes) {
  const auto made = sign_token(R"({"sub":"ann"})", "HS256", "secret");
  const token_verifier verifier(
      with({{&token_settings::hmac_secret_key, "secret"}}));
  const auto found = verifier.connection(std::get<std::string>(made), 0);
  EXPECT_EQ(std::get<connection_claims>(found).user, "ann");
}

TEST(sign_token, tells_claims_that_are_none_from_keys_that_are_none) {
  EXPECT_EQ(sign_token("[", "HS256", "secret"),
            decltype(sign_token("", "", ""))(sign_fault::claims));
  EXPECT_EQ(sign_token("{}", "RS256", "no key"),
            decltype(sign_token("", "", ""))(sign_fault::key));
}

}  // namespace
}  // namespace parley
