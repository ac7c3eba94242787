// SPDX-License-Identifier: Apache-2.0
// What balancers ask for: whether the process lives, and whether clients may be
// sent here.
#include "net/route.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string_view>
#include <variant>

namespace parley {
namespace {

http_answer ask(std::string_view target, std::string_view method,
                const std::function<std::string_view()>* unready) {
  const limits bounds;
  return std::get<http_answer>(
      route({.method = method, .target = target, .host = "localhost"},
            {.bounds = bounds,
             .allowed_origins = {},
             .echo_path = {},
             .unready = unready},
            connection_quota::verdict::admitted));
}

TEST(HealthRoute, readiness_is_one_word) {
  std::string_view why;
  const std::function<std::string_view()> unready = [&] { return why; };
  const auto get = [&](std::string_view target) {
    return ask(target, "GET", &unready);
  };
  EXPECT_EQ(get("/health/ready").status, 200u);
  EXPECT_EQ(get("/health/ready").body, "ready\n");
  why = "fenced";
  EXPECT_EQ(get("/health/ready").status, 503u);
  EXPECT_EQ(get("/health/ready").body, "fenced\n");
  EXPECT_EQ(get("/health").status, 200u) << "the process lives";
  EXPECT_EQ(ask("/health/ready", "POST", &unready).status, 405u);
}

TEST(HealthRoute, a_node_that_names_no_conditions_is_ready) {
  const std::function<std::string_view()> none;
  EXPECT_EQ(ask("/health/ready", "GET", nullptr).status, 200u);
  EXPECT_EQ(ask("/health/ready", "GET", &none).status, 200u);
}

}  // namespace
}  // namespace parley
