// SPDX-License-Identifier: Apache-2.0
#include "net/cors.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace parley {
namespace {

class Cors : public ::testing::Test {
 protected:
  /// What a page of `origin` may read of `target`: the origin, or nothing.
  std::string readable(std::string_view target,
                       std::string_view origin = "https://app.example",
                       std::string_view method = "POST") const {
    const auto headers = cors_headers_for(
        {.method = method, .target = target, .host = "a", .origin = origin},
        {.bounds = bounds,
         .allowed_origins = origins,
         .echo_path = {},
         .transports = &transports,
         .guests = &desk});
    const auto at = std::ranges::find(headers, "Access-Control-Allow-Origin",
                                      &header_views::value_type::first);
    return at == headers.end() ? "" : std::string(at->second);
  }

  limits bounds;
  std::vector<std::string> origins{"https://app.example"};
  transport_options transports{.http_stream = true, .sse = true};
  guest_desk desk{"secret", guest_options{}, 32};
};

TEST_F(Cors, paths_for_pages_are_readable_by_the_origins_that_are_allowed) {
  for (const auto* target :
       {"/emulation", "/connection/http_stream", "/connection/sse?cf_connect=1",
        "http://a/emulation", "/guest"}) {
    for (const auto* method : {"GET", "POST", "PUT", "OPTIONS"})
      EXPECT_EQ(readable(target, "https://app.example", method),
                "https://app.example")
          << target;
    EXPECT_EQ(readable(target, "https://evil.example"), "") << target;
    EXPECT_EQ(readable(target, ""), "") << target;
  }
}

TEST_F(Cors, other_paths_are_not) {
  for (const auto* target : {"/", "/health", "/api/publish", "/metrics",
                             "/connection/uni_sse", "/nothing", "*", ""})
    EXPECT_EQ(readable(target), "") << target;
}

TEST_F(Cors, a_preflight_hears_of_methods_and_fields) {
  const header_views expected{
      {"Access-Control-Allow-Origin", "https://app.example"},
      {"Access-Control-Allow-Credentials", "true"},
      {"Vary", "Origin"},
      {"Access-Control-Allow-Headers", "content-type"},
      {"Access-Control-Allow-Methods", "POST, OPTIONS"},
      {"Access-Control-Max-Age", "300"}};
  EXPECT_EQ(cors_headers({.method = "OPTIONS",
                          .origin = "https://app.example",
                          .asked_headers = "content-type"},
                         guest_methods),
            expected);
}

}  // namespace
}  // namespace parley
