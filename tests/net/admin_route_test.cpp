// SPDX-License-Identifier: Apache-2.0
#include "net/admin_route.hpp"

#include "net/operator_key.hpp"

#include <boost/url/parse.hpp>
#include <gtest/gtest.h>

namespace parley {
namespace {

class AdminRoute : public ::testing::Test {
 protected:
  std::optional<route_result> routed(std::string_view method,
                                     std::string_view target) const {
    return route_admin({.method = method, .target = target},
                       *boost::urls::parse_origin_form(target),
                       {.bounds = bounds,
                        .allowed_origins = origins,
                        .echo_path = {},
                        .operators = &operators});
  }
  http_answer answer(std::string_view method, std::string_view target) const {
    return std::get<http_answer>(*routed(method, target));
  }

  limits bounds;
  std::vector<std::string> origins;
  operator_options operators{.password = "open", .secret = "secret"};
};

TEST_F(AdminRoute, is_not_there_without_a_password) {
  operators.password.clear();
  for (const auto* path : {"/admin", "/admin/", "/admin/auth"})
    EXPECT_EQ(answer("GET", path).status, 404u) << path;
  EXPECT_FALSE(routed("GET", "/administration"));
}

TEST_F(AdminRoute, serves_the_page_and_leads_to_it) {
  EXPECT_EQ(answer("GET", "/admin").status, 308u);
  const auto page = answer("GET", "/admin/");
  EXPECT_EQ(page.status, 200u);
  EXPECT_NE(page.content().find("<title>Parley admin</title>"),
            std::string::npos);
  EXPECT_EQ(answer("GET", "/admin/admin.js").status, 200u);
  EXPECT_EQ(answer("GET", "/admin/none.js").status, 404u);
  EXPECT_EQ(answer("POST", "/admin/").status, 405u);
}

TEST_F(AdminRoute, takes_a_password_by_post) {
  EXPECT_TRUE(accepted_as<password_route>(*routed("POST", "/admin/auth")));
  EXPECT_EQ(answer("GET", "/admin/auth").status, 405u);
}

TEST_F(AdminRoute, takes_no_password_from_a_page_of_another_origin) {
  const auto refused = std::get<http_answer>(
      *route_admin({.method = "POST",
                    .target = "/admin/auth",
                    .host = "chat.example",
                    .origin = "https://evil.example"},
                   *boost::urls::parse_origin_form("/admin/auth"),
                   {.bounds = bounds,
                    .allowed_origins = origins,
                    .echo_path = {},
                    .operators = &operators}));
  EXPECT_EQ(refused.status, 403u);
  EXPECT_EQ(refused.why, refusal::origin);
}

TEST_F(AdminRoute, the_password_gets_a_session_and_another_one_does_not) {
  const auto good = answer_password("open", operators);
  EXPECT_EQ(good.status, 200u);
  const auto from = good.body.find(":\"") + 2;
  const auto session = good.body.substr(from, good.body.rfind('"') - from);
  EXPECT_TRUE(is_operator_session(session, operators,
                                  std::chrono::system_clock::now()));
  for (const auto* text : {"", "Open", "open ", "secret"})
    EXPECT_EQ(answer_password(text, operators).status, 401u) << text;
}

}  // namespace
}  // namespace parley
