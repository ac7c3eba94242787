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

}  // namespace
}  // namespace parley
