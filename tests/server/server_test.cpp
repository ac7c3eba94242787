// SPDX-License-Identifier: Apache-2.0
#include "server/server.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

settings on_loopback() {
  settings values;
  values.listen = {"127.0.0.1:0"};
  values.threads = 2;
  return values;
}

TEST(Server, the_port_it_was_given_is_in_the_url) {
  server node(on_loopback());
  ASSERT_EQ(node.urls().size(), 1u);
  EXPECT_EQ(node.urls()[0].find("http://127.0.0.1:"), 0u);
  EXPECT_NE(node.urls()[0], "http://127.0.0.1:0");
}

TEST(Server, it_listens_on_several_addresses) {
  auto values = on_loopback();
  values.listen.push_back("127.0.0.2:0");
  const server node(values);
  EXPECT_EQ(node.urls().size(), 2u);
}

TEST(Server, it_starts_and_stops) {
  server node(on_loopback());
  node.start();
  node.shutdown(10s);
  EXPECT_EQ(node.connections(), 0u);
}

TEST(Server, one_that_never_ran_can_be_dropped) {
  const server node(on_loopback());
}

TEST(Server, one_that_runs_can_be_dropped) {
  server node(on_loopback());
  node.start();
}

TEST(Server, other_addresses_than_loopback_need_to_be_insecure) {
  auto values = on_loopback();
  values.listen = {"0.0.0.0:0"};
  try {
    const server node(values);
    FAIL();
  } catch (const settings_error& error) {
    EXPECT_NE(std::string(error.what()).find("--insecure"), std::string::npos);
  }
  values.insecure = true;
  EXPECT_NO_THROW(server{values});
}

TEST(Server, other_addresses_are_fine_with_access_control) {
  auto values = on_loopback();
  values.listen = {"0.0.0.0:0"};
  values.http_api.key = "k3y";
  values.channel.without_namespace.allow_plain = plain_access::closed;
  EXPECT_NO_THROW(server{values});
}

TEST(Server, an_address_in_use_is_refused) {
  const server first(on_loopback());
  auto values = on_loopback();
  values.listen = {first.urls()[0].substr(7)};
  EXPECT_THROW(server{values}, std::runtime_error);
}

TEST(Server, operators_may_have_an_address_of_their_own) {
  auto values = on_loopback();
  values.operators_listen = {"127.0.0.1:0"};
  const server node(values);
  EXPECT_EQ(node.urls().size(), 1u);
  ASSERT_EQ(node.operator_urls().size(), 1u);
  EXPECT_NE(node.operator_urls()[0], node.urls()[0]);
}

}  // namespace
}  // namespace parley
