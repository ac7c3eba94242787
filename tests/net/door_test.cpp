// SPDX-License-Identifier: Apache-2.0
#include "net/door.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr auto of_operators = {"/api",        "/api/",      "/api/publish",
                               "/metrics",    "/metrics/",  "/debug/rooms",
                               "/debug",      "/admin",     "/admin/",
                               "/admin/auth", "/admin/a.js"};
constexpr auto of_clients = {
    "/",          "/chat",     "/chat/api", "/connection/websocket",
    "/emulation", "/guest",    "/apiary",   "/metricsx",
    "/adminx",    "/debugger", "//metrics", "/%6detrics"};
constexpr auto of_both = {"/health", "/health/ready", "/favicon.svg",
                          "/theme.css"};

TEST(Door, a_listener_for_all_has_every_path) {
  for (const auto& list : {of_operators, of_clients, of_both})
    for (const auto* path : list)
      EXPECT_TRUE(has_path(door::all, path)) << path;
}

TEST(Door, what_is_for_operators_exists_at_their_listener_only) {
  for (const auto* path : of_operators) {
    EXPECT_TRUE(has_path(door::operators, path)) << path;
    EXPECT_FALSE(has_path(door::clients, path)) << path;
  }
}

TEST(Door, what_is_for_clients_exists_at_their_listener_only) {
  for (const auto* path : of_clients) {
    EXPECT_FALSE(has_path(door::operators, path)) << path;
    EXPECT_TRUE(has_path(door::clients, path)) << path;
  }
}

TEST(Door, both_have_health_and_the_files_that_both_pages_use) {
  for (const auto* path : of_both) {
    EXPECT_TRUE(has_path(door::operators, path)) << path;
    EXPECT_TRUE(has_path(door::clients, path)) << path;
  }
}

}  // namespace
}  // namespace parley
