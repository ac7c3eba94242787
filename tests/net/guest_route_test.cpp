// SPDX-License-Identifier: Apache-2.0
#include "net/guest_route.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace parley {
namespace {

class GuestRoute : public ::testing::Test {
 protected:
  std::optional<route_result> routed(const request_head& request) const {
    return route_guest(request, request.target,
                       {.bounds = bounds,
                        .allowed_origins = origins,
                        .echo_path = {},
                        .guests = open ? &desk : nullptr});
  }
  unsigned status(const request_head& request) const {
    return std::get<http_answer>(*routed(request)).status;
  }

  limits bounds;
  std::vector<std::string> origins;
  guest_desk desk{"secret", guest_options{}, 32};
  bool open = true;
};

TEST_F(GuestRoute, is_about_one_path) {
  EXPECT_FALSE(routed({.method = "POST", .target = "/guests"}));
  EXPECT_TRUE(routed({.method = "POST", .target = "/guest"}));
}

TEST_F(GuestRoute, is_not_there_where_no_guests_are_let_in) {
  open = false;
  EXPECT_EQ(status({.method = "POST", .target = "/guest"}), 404u);
}

TEST_F(GuestRoute, takes_a_post) {
  EXPECT_TRUE(accepted_as<guest_route>(
      *routed({.method = "POST", .target = "/guest"})));
  EXPECT_EQ(status({.method = "GET", .target = "/guest"}), 405u);
}

TEST_F(GuestRoute, is_not_for_the_pages_of_others) {
  EXPECT_EQ(status({.method = "POST",
                    .target = "/guest",
                    .host = "parley.example",
                    .origin = "https://evil.example"}),
            403u);
  EXPECT_TRUE(
      accepted_as<guest_route>(*routed({.method = "POST",
                                        .target = "/guest",
                                        .host = "parley.example",
                                        .origin = "https://parley.example"})));
}

TEST_F(GuestRoute, answers_with_a_token_that_no_cache_keeps) {
  const auto answer = answer_guest(R"({"name":"ann"})", desk);
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_NE(answer.body.find(R"("user":"ann.)"), std::string::npos);
  const decltype(answer.headers) kept_nowhere{{"Cache-Control", "no-store"}};
  EXPECT_EQ(answer.headers, kept_nowhere);
}

TEST_F(GuestRoute, says_what_is_wrong_with_a_body) {
  const auto answer = answer_guest("name=ann", desk);
  EXPECT_EQ(answer.status, 400u);
  EXPECT_EQ(answer.body,
            "The body is not a JSON object with a name and a token.\n");
}

}  // namespace
}  // namespace parley
