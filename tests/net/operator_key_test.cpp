#include "net/operator_key.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using std::chrono::hours;
using std::chrono::system_clock;

const auto now = system_clock::now();

TEST(OperatorSession, holds_until_its_end) {
  const auto session = make_operator_session("secret", now + hours(1));
  EXPECT_TRUE(is_operator_session(session, "secret", now));
  EXPECT_FALSE(is_operator_session(session, "secret", now + hours(2)));
}

TEST(OperatorSession, is_worth_nothing_to_another_secret_or_without_one) {
  const auto session = make_operator_session("secret", now + hours(1));
  EXPECT_FALSE(is_operator_session(session, "another", now));
  EXPECT_FALSE(
      is_operator_session(make_operator_session("", now + hours(1)), "", now));
}

TEST(OperatorSession, cannot_be_made_longer) {
  auto session = make_operator_session("secret", now + hours(1));
  session.insert(session.find('.'), "0");
  EXPECT_FALSE(is_operator_session(session, "secret", now));
  for (const auto* text : {"", ".", "9999999999.", "9999999999", "x.y"})
    EXPECT_FALSE(is_operator_session(text, "secret", now)) << text;
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
      "token " + make_operator_session("secret", now + hours(1));
  EXPECT_TRUE(shows({.api_key = "key"}));
  EXPECT_TRUE(shows({.authorization = "apikey key"}));
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
