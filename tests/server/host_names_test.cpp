// SPDX-License-Identifier: Apache-2.0
#include "server/host_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace parley {
namespace {

/// On loopback, without access control.
settings open_at(const std::string& address) {
  settings values;
  values.listen = {address};
  return values;
}

bool has(const settings& values, const std::string& name) {
  return std::ranges::count(host_names(values), name) > 0;
}

TEST(HostNames, of_an_open_node_on_loopback_are_those_of_loopback) {
  for (const auto* address :
       {"127.0.0.1:8080", "localhost:0", "[::1]:80", "127.1.2.3:1"}) {
    const auto values = open_at(address);
    for (const auto* name : {"localhost", "127.0.0.1", "[::1]"})
      EXPECT_TRUE(has(values, name)) << address;
    EXPECT_FALSE(has(values, "evil.example"));
  }
  auto values = open_at("127.1.2.3:1");
  values.operators_listen = {"127.0.0.9:1"};
  EXPECT_TRUE(has(values, "127.1.2.3"));
  EXPECT_TRUE(has(values, "127.0.0.9"));
}

TEST(HostNames, of_a_node_that_others_reach_may_be_any) {
  for (const auto* address : {"0.0.0.0:8080", "[::]:8080", "10.0.0.1:80"})
    EXPECT_TRUE(host_names(open_at(address)).empty()) << address;
}

TEST(HostNames, behind_a_proxy_may_be_any) {
  auto values = open_at("127.0.0.1:8080");
  values.net.proxies = {"127.0.0.1"};
  EXPECT_TRUE(host_names(values).empty());
}

TEST(HostNames, that_the_operator_lists_are_all) {
  auto values = open_at("127.0.0.1:8080");
  values.net.hosts = {"chat.example"};
  EXPECT_EQ(host_names(values), std::vector<std::string>{"chat.example"});
}

}  // namespace
}  // namespace parley
