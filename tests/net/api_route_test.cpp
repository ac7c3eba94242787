// SPDX-License-Identifier: Apache-2.0
#include "net/api_route.hpp"

#include <boost/url/parse.hpp>
#include <gtest/gtest.h>

namespace parley {
namespace {

const http_api_options options{.key = "secret",
                               .insecure = false,
                               .transport_errors = false,
                               .body_size = 100};

request_head post(std::string_view target, std::string_view key = "secret") {
  request_head head;
  head.method = "POST";
  head.target = target;
  head.api_key = key;
  return head;
}

std::optional<route_result> routed(const request_head& head,
                                   const http_api_options& how = options) {
  static const limits bounds;
  static const std::vector<std::string> origins;
  return route_api(head, *boost::urls::parse_origin_form(head.target),
                   {.bounds = bounds,
                    .allowed_origins = origins,
                    .echo_path = {},
                    .api = &how});
}

unsigned status(const request_head& head) {
  return std::get<http_answer>(*routed(head)).status;
}

TEST(ApiRoute, other_paths_are_not_the_apis) {
  for (const auto* path : {"/", "/apis", "/api/a/b", "/chat"})
    EXPECT_FALSE(routed(post(path))) << path;
}

TEST(ApiRoute, names_the_method_and_the_bound_of_its_body) {
  const auto result = *routed(post("/api/publish"));
  auto* const call = accepted_as<api_route>(result);
  ASSERT_TRUE(call);
  const auto& found = *call;
  EXPECT_EQ(found.method, "publish");
  EXPECT_EQ(found.body_limit(), 100u);
  EXPECT_EQ(accepted_as<api_route>(*routed(post("/api")))->method, "");
}

TEST(ApiRoute, without_the_key_is_401) {
  EXPECT_EQ(status(post("/api/publish", "")), 401u);
  EXPECT_EQ(status(post("/api/publish", "other")), 401u);
  EXPECT_EQ(status(post("/api/publish?api_key=other", "")), 401u);
}

TEST(ApiRoute, takes_the_key_from_three_places) {
  EXPECT_TRUE(
      accepted_as<api_route>(*routed(post("/api/publish?api_key=secret", ""))));
  auto head = post("/api/publish", "");
  head.authorization = "apikey secret";
  EXPECT_TRUE(accepted_as<api_route>(*routed(head)));
}

TEST(ApiRoute, answers_post_only) {
  auto head = post("/api/publish");
  head.method = "GET";
  EXPECT_EQ(status(head), 405u);
}

TEST(ApiRoute, asks_for_no_key_when_told_so) {
  auto open = options;
  open.insecure = true;
  EXPECT_TRUE(accepted_as<api_route>(*routed(post("/api/info", ""), open)));
}

TEST(ApiRoute, errors_as_statuses_by_header_or_by_setting) {
  auto head = post("/api/info");
  EXPECT_FALSE(accepted_as<api_route>(*routed(head))->transport_errors);
  auto always = options;
  always.transport_errors = true;
  EXPECT_TRUE(accepted_as<api_route>(*routed(head, always))->transport_errors);
  head.error_mode = "transport";
  EXPECT_TRUE(accepted_as<api_route>(*routed(head))->transport_errors);
}

}  // namespace
}  // namespace parley
