// SPDX-License-Identifier: Apache-2.0
#include "net/inspection_route.hpp"

#include <boost/url/parse.hpp>
#include <gtest/gtest.h>

namespace parley {
namespace {

class InspectionRoute : public ::testing::Test {
 protected:
  std::optional<route_result> routed(std::string_view method,
                                     std::string_view target,
                                     std::string_view key = "key") const {
    return route_inspection(
        {.method = method, .target = target, .api_key = key},
        *boost::urls::parse_origin_form(target),
        {.bounds = bounds,
         .allowed_origins = origins,
         .echo_path = {},
         .api = &api,
         .operators = &operators});
  }
  unsigned status(std::string_view method, std::string_view target,
                  std::string_view key = "key") const {
    return std::get<http_answer>(*routed(method, target, key)).status;
  }
  template <class Call>
  Call call(std::string_view method, std::string_view target) const {
    return std::get<Call>(
        accepted_as<inspection_route>(*routed(method, target))->call);
  }

  limits bounds;
  std::vector<std::string> origins;
  http_api_options api{.key = "key"};
  operator_options operators;
};

TEST_F(InspectionRoute, other_paths_are_not_its) {
  for (const auto* path : {"/", "/debugger", "/debug", "/metric", "/api/info"})
    EXPECT_FALSE(routed("GET", path)) << path;
}

TEST_F(InspectionRoute,
       without_the_key_nothing_is_said_not_even_what_is_there) {
  for (const auto* path : {"/debug/rooms", "/debug/nothing", "/metrics"})
    EXPECT_EQ(status("GET", path, ""), 401u) << path;
  EXPECT_EQ(status("GET", "/debug/rooms?api_key=key", ""), 401u)
      << "a key in a URL ends up in logs";
}

TEST_F(InspectionRoute, metrics_may_be_open) {
  operators.open_metrics = true;
  EXPECT_TRUE(accepted_as<inspection_route>(*routed("GET", "/metrics", "")));
  EXPECT_EQ(status("GET", "/debug/rooms", ""), 401u);
}

TEST_F(InspectionRoute, reads_a_question) {
  const auto asked = call<inspection_query>(
      "GET", "/debug/sessions?sort=rate&limit=7&filter=a%20b");
  EXPECT_EQ(asked.about, inspected::sessions);
  EXPECT_EQ(asked.by, sort_key::rate);
  EXPECT_EQ(asked.limit, 7u);
  EXPECT_EQ(asked.filter, "a b");
  EXPECT_EQ(call<inspection_query>("GET", "/debug/rooms").by, sort_key::out);
}

TEST_F(InspectionRoute, says_what_is_wrong_with_a_question) {
  for (const auto* path : {"/debug/rooms?sort=beauty", "/debug/rooms?limit=0",
                           "/debug/rooms?limit=-1", "/debug/rooms?limit=many"})
    EXPECT_EQ(status("GET", path), 400u) << path;
}

TEST_F(InspectionRoute, reads_orders_and_takes_them_by_post_only) {
  EXPECT_EQ(call<kick_call>("POST", "/debug/kick?session=ff").session.value,
            255u);
  const auto order = call<moderation_call>(
      "POST", "/debug/moderate?room=den&frozen=true&mute=fox");
  EXPECT_EQ(order.room, "den");
  EXPECT_EQ(order.frozen, true);
  EXPECT_FALSE(order.closed);
  EXPECT_EQ(order.mute, "fox");
  EXPECT_EQ(call<log_call>("POST", "/debug/log?level=debug").level, "debug");
  EXPECT_FALSE(call<trace_call>("POST", "/debug/trace?session=1&on=false").on);
  EXPECT_EQ(status("GET", "/debug/kick?session=ff"), 405u);
  EXPECT_EQ(status("POST", "/debug/rooms"), 405u);
}

TEST_F(InspectionRoute, says_what_is_wrong_with_an_order) {
  for (const auto* path :
       {"/debug/kick", "/debug/kick?session=fox", "/debug/moderate?closed=true",
        "/debug/moderate?room=den", "/debug/moderate?room=den&closed=maybe",
        "/debug/log?level=loud", "/debug/trace?session=1&on=perhaps"})
    EXPECT_EQ(status("POST", path), 400u) << path;
}

}  // namespace
}  // namespace parley
