// SPDX-License-Identifier: Apache-2.0
#include "net/endpoints.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace parley {
namespace {

TEST(Endpoints, a_path_is_in_its_folder_and_not_in_one_that_begins_alike) {
  EXPECT_TRUE(is_in("/api", "/api"));
  EXPECT_TRUE(is_in("/api/publish", "/api"));
  EXPECT_FALSE(is_in("/apiary", "/api"));
  EXPECT_TRUE(is_in("/index.html", ""));
}

TEST(Endpoints, a_row_is_not_hidden_by_one_before_it_of_another_listener) {
  const auto rows = endpoints();
  for (auto row = rows.begin(); row != rows.end(); ++row)
    for (auto before = rows.begin(); before != row; ++before)
      EXPECT_TRUE(!is_in(row->path, before->path) || before->at == row->at)
          << row->path;
}

TEST(Endpoints, paths_that_only_begin_like_a_row_are_not_found) {
  const limits bounds;
  const std::vector<std::string> origins;
  const http_api_options api{.key = "key"};
  const operator_options operators{.password = "open", .secret = "secret"};
  const transport_options transports{.sse = true};
  const route_options options{.bounds = bounds,
                              .allowed_origins = origins,
                              .echo_path = {},
                              .api = &api,
                              .operators = &operators,
                              .transports = &transports};
  for (const auto* path :
       {"/chat/a/b", "/connection", "/emulation/x", "/metrics/x", "/debug",
        "/guest/x", "/health/x", "/theme.css/x", "/api/a/b", "/nothing"}) {
    const auto result = route({.method = "GET", .target = path, .host = "h"},
                              options, connection_quota::verdict::admitted);
    const auto* answer = std::get_if<http_answer>(&result);
    ASSERT_TRUE(answer) << path;
    EXPECT_TRUE(answer->status == 404 || answer->status == 401) << path;
  }
}

}  // namespace
}  // namespace parley
