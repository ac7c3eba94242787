// SPDX-License-Identifier: Apache-2.0
#include "net/operator_key.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using std::chrono::hours;
using std::chrono::system_clock;

const auto now = system_clock::now();

operator_options with(std::string secret, std::string password = "open") {
  return {.password = std::move(password), .secret = std::move(secret)};
}

TEST(OperatorSession, holds_until_its_end) {
  const auto session = make_operator_session(with("secret"), now + hours(1), 1);
  EXPECT_TRUE(is_operator_session(session, with("secret"), now));
  EXPECT_FALSE(is_operator_session(session, with("secret"), now + hours(2)));
}

TEST(OperatorSession, is_worth_nothing_to_another_secret_or_without_one) {
  const auto session = make_operator_session(with("secret"), now + hours(1), 1);
  EXPECT_FALSE(is_operator_session(session, with("another"), now));
  EXPECT_FALSE(is_operator_session(
      make_operator_session(with(""), now + hours(1), 1), with(""), now));
}

TEST(OperatorSession, ends_with_the_password_that_it_was_made_for) {
  const auto session = make_operator_session(with("secret"), now + hours(1), 1);
  EXPECT_FALSE(is_operator_session(session, with("secret", "new"), now));
  EXPECT_FALSE(is_operator_session(session, with("secret", ""), now));
}

TEST(OperatorSession, differs_from_others_of_the_same_second) {
  EXPECT_NE(make_operator_session(with("secret"), now, 1),
            make_operator_session(with("secret"), now, 2));
}

TEST(OperatorSession, cannot_be_made_longer) {
  auto session = make_operator_session(with("secret"), now + hours(1), 1);
  session.insert(session.find('-'), "0");
  EXPECT_FALSE(is_operator_session(session, with("secret"), now));
  for (const auto* text : {"", ".", "9999999999.", "9999999999", "x.y"})
    EXPECT_FALSE(is_operator_session(text, with("secret"), now)) << text;
}

TEST(Authorization, has_a_scheme_in_any_case_and_any_blanks) {
  for (const auto* header : {"apikey KEY", "Apikey KEY", "APIKEY   KEY",
                             "apikey\tKEY", "apikey KEY "})
    EXPECT_EQ(credentials_of(header, "apikey"), "KEY") << header;
  for (const auto* header :
       {"", "apikey", "apikey ", "apikeyKEY", "token KEY", " apikey KEY"})
    EXPECT_EQ(credentials_of(header, "apikey"), "") << header;
}

class Operator : public ::testing::Test {
 protected:
  bool shows(request_head head) const {
    return is_operator(head, {.bounds = bounds,
                              .allowed_origins = origins,
                              .echo_path = {},
                              .api = &api,
                              .operators = &operators});
  }

  limits bounds;
  std::vector<std::string> origins;
  http_api_options api{.key = "key"};
  operator_options operators{.password = "open", .secret = "secret"};
};

TEST_F(Operator, shows_the_key_or_a_session_in_a_header) {
  const auto session =
      "token " + make_operator_session(operators, now + hours(1), 1);
  EXPECT_TRUE(shows({.api_key = "key"}));
  EXPECT_TRUE(shows({.authorization = "apikey key"}));
  EXPECT_TRUE(shows({.authorization = "ApiKey  key"}));
  EXPECT_TRUE(shows({.authorization = session}));
  EXPECT_FALSE(shows({}));
  EXPECT_FALSE(shows({.api_key = "open"}));
  EXPECT_FALSE(shows({.authorization = "apikey " + session}));
}

TEST_F(Operator, is_everybody_where_no_key_is_asked_for) {
  api.insecure = true;
  EXPECT_TRUE(shows({}));
}

}  // namespace
}  // namespace parley
