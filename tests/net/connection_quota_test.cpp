// SPDX-License-Identifier: Apache-2.0
#include "net/connection_quota.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace parley {
namespace {

using verdict = connection_quota::verdict;

boost::asio::ip::address ip(const char* text) {
  return boost::asio::ip::make_address(text);
}

TEST(ConnectionQuota, connections_over_the_process_limit_are_told) {
  limits bounds;
  bounds.connections = 2;
  connection_quota quota(bounds);
  const auto a = quota.enter(ip("10.0.0.1"));
  const auto b = quota.enter(ip("10.0.0.2"));
  const auto c = quota.enter(ip("10.0.0.3"));
  EXPECT_EQ(a.outcome(), verdict::admitted);
  EXPECT_EQ(b.outcome(), verdict::admitted);
  EXPECT_EQ(c.outcome(), verdict::process_full);
}

TEST(ConnectionQuota, a_closed_connection_makes_room) {
  limits bounds;
  bounds.connections = 1;
  connection_quota quota(bounds);
  { const auto a = quota.enter(ip("10.0.0.1")); }
  EXPECT_EQ(quota.size(), 0u);
  EXPECT_EQ(quota.enter(ip("10.0.0.1")).outcome(), verdict::admitted);
}

TEST(ConnectionQuota, addresses_have_limits_of_their_own) {
  limits bounds;
  bounds.connections_per_address = 1;
  connection_quota quota(bounds);
  const auto a = quota.enter(ip("10.0.0.1"));
  EXPECT_EQ(quota.enter(ip("10.0.0.1")).outcome(), verdict::address_full);
  EXPECT_EQ(quota.enter(ip("::ffff:10.0.0.1")).outcome(),
            verdict::address_full);
  EXPECT_EQ(quota.enter(ip("10.0.0.2")).outcome(), verdict::admitted);
}

TEST(ConnectionQuota, a_site_of_ipv6_addresses_is_one_address) {
  limits bounds;
  bounds.connections_per_address = 1;
  connection_quota quota(bounds);
  const auto a = quota.enter(ip("2001:db8:1:2::1"));
  EXPECT_EQ(quota.enter(ip("2001:db8:1:2:ffff::9")).outcome(),
            verdict::address_full);
  EXPECT_EQ(quota.enter(ip("2001:db8:1:3::1")).outcome(), verdict::admitted);
}

TEST(ConnectionQuota, a_flood_is_not_even_told) {
  limits bounds;
  bounds.connections = 1;
  connection_quota quota(bounds);
  std::vector<connection_quota::ticket> tickets;
  for (std::size_t i = 0; i < 1 + refusal_slack; ++i)
    tickets.push_back(quota.enter(ip("10.0.0.1")));
  EXPECT_EQ(tickets.back().outcome(), verdict::process_full);
  EXPECT_EQ(quota.enter(ip("10.0.0.1")).outcome(), verdict::flooded);
}

TEST(ConnectionQuota, zero_is_no_limit) {
  limits bounds;
  bounds.connections = bounds.connections_per_address = 0;
  connection_quota quota(bounds);
  std::vector<connection_quota::ticket> tickets;
  for (int i = 0; i < 1'000; ++i)
    tickets.push_back(quota.enter(ip("10.0.0.1")));
  EXPECT_EQ(tickets.back().outcome(), verdict::admitted);
}

class BehindProxy : public ::testing::Test {
 protected:
  BehindProxy() { bounds.connections_per_address = 1; }

  /// A connection that the proxy makes for a client.
  connection_quota::ticket enter_for(const char* forwarded) {
    auto ticket = quota.enter(ip("10.0.0.1"));
    ticket.speak_for(forwarded);
    return ticket;
  }

  limits bounds;
  connection_quota quota{bounds, trusted_proxies({"10.0.0.0/8"})};
};

TEST_F(BehindProxy, the_proxy_itself_has_no_limit_of_an_address) {
  const auto a = quota.enter(ip("10.0.0.1"));
  const auto b = quota.enter(ip("10.0.0.1"));
  EXPECT_EQ(b.outcome(), verdict::admitted);
}

TEST_F(BehindProxy, clients_have_limits_of_their_own) {
  const auto a = enter_for("192.0.2.1");
  EXPECT_EQ(a.outcome(), verdict::admitted);
  EXPECT_EQ(enter_for("192.0.2.1").outcome(), verdict::address_full);
  EXPECT_EQ(enter_for("192.0.2.2").outcome(), verdict::admitted);
  EXPECT_EQ(quota.enter(ip("192.0.2.1")).outcome(), verdict::address_full)
      << "by whatever way it comes";
}

TEST_F(BehindProxy, one_connection_may_speak_for_one_after_the_other) {
  auto first = enter_for("192.0.2.1");
  first.speak_for("192.0.2.2");
  EXPECT_EQ(enter_for("192.0.2.1").outcome(), verdict::admitted);
  EXPECT_EQ(enter_for("192.0.2.2").outcome(), verdict::address_full);
}

TEST_F(BehindProxy, who_is_no_proxy_is_not_believed) {
  auto liar = quota.enter(ip("192.0.2.9"));
  liar.speak_for("192.0.2.1");
  EXPECT_EQ(enter_for("192.0.2.1").outcome(), verdict::admitted);
  EXPECT_EQ(quota.enter(ip("192.0.2.9")).outcome(), verdict::address_full);
}

}  // namespace
}  // namespace parley
