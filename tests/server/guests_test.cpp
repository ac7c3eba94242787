// SPDX-License-Identifier: Apache-2.0
#include "server/guests.hpp"

#include <gtest/gtest.h>

#include <variant>

namespace parley {
namespace {

settings open_to_guests() {
  settings values;
  values.guests.enabled = true;
  return values;
}

TEST(guests, have_no_desk_unless_they_are_let_in) {
  const auto values = with_guests({});
  EXPECT_EQ(values.net.guests, nullptr);
  EXPECT_FALSE(values.client.token.has_key());
}

TEST(guests, are_clients_by_the_tokens_of_the_desk) {
  for (const char* secret : {"", "of the operator"}) {
    auto chosen = open_to_guests();
    chosen.client.token.hmac_secret_key = secret;
    const auto values = with_guests(chosen);
    ASSERT_NE(values.net.guests, nullptr);
    ASSERT_NE(values.net.guest_rates, nullptr);
    const auto found = values.net.guests->admit(R"({"name":"ann"})", 1000, {});
    const token_verifier verifier(values.client.token);
    const auto claims = verifier.connection(std::get<guest>(found).token, 1000);
    ASSERT_TRUE(std::holds_alternative<connection_claims>(claims));
    EXPECT_EQ(std::get<connection_claims>(claims).info, R"({"name":"ann"})");
  }
}

TEST(guests, have_a_secret_of_each_process) {
  EXPECT_NE(with_guests(open_to_guests()).client.token.hmac_secret_key,
            with_guests(open_to_guests()).client.token.hmac_secret_key);
}

}  // namespace
}  // namespace parley
