// SPDX-License-Identifier: Apache-2.0
#include "net/trusted_proxies.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace parley {
namespace {

boost::asio::ip::address ip(const char* text) {
  return boost::asio::ip::make_address(text);
}

std::string client(const trusted_proxies& proxies, std::string_view forwarded) {
  const auto found = proxies.client_of(forwarded);
  return found ? found->to_string() : "nobody";
}

TEST(TrustedProxies, none_are_by_default) {
  EXPECT_TRUE(trusted_proxies().empty());
  EXPECT_FALSE(trusted_proxies().trusts(ip("127.0.0.1")));
}

TEST(TrustedProxies, are_addresses_and_networks) {
  const trusted_proxies proxies(
      {"127.0.0.1", "10.20.0.0/15", "2001:db8::/33", "::1"});
  for (const auto* each : {"127.0.0.1", "10.20.0.1", "10.21.255.255",
                           "2001:db8:7fff::1", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(proxies.trusts(ip(each))) << each;
  for (const auto* each : {"127.0.0.2", "10.22.0.0", "10.19.255.255",
                           "2001:db8:8000::1", "::2", "::ffff:10.22.0.1"})
    EXPECT_FALSE(proxies.trusts(ip(each))) << each;
}

TEST(TrustedProxies, all_of_a_kind_are_a_network_too) {
  EXPECT_TRUE(trusted_proxies({"0.0.0.0/0"}).trusts(ip("192.0.2.1")));
  EXPECT_FALSE(trusted_proxies({"0.0.0.0/0"}).trusts(ip("::1")));
  EXPECT_TRUE(trusted_proxies({"::/0"}).trusts(ip("2001:db8::1")));
}

TEST(TrustedProxies, the_zone_of_a_link_does_not_matter) {
  EXPECT_TRUE(trusted_proxies({"fe80::/10"}).trusts(ip("fe80::1%1")));
  EXPECT_TRUE(trusted_proxies({"fe80::1"}).trusts(ip("fe80::1%1")));
}

TEST(TrustedProxies, what_is_no_network_is_refused) {
  for (const auto* each : {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/",
                           "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "/8"})
    EXPECT_THROW(trusted_proxies({each}), std::invalid_argument) << each;
}

TEST(TrustedProxies, the_client_is_the_last_that_is_no_proxy) {
  const trusted_proxies proxies({"10.0.0.0/8"});
  EXPECT_EQ(client(proxies, "192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(client(proxies, "192.0.2.1, 10.0.0.7,10.0.0.8"), "192.0.2.1");
  EXPECT_EQ(client(proxies, "198.51.100.9, 192.0.2.1, 10.0.0.7"), "192.0.2.1")
      << "what the client itself wrote stands before it";
}

TEST(TrustedProxies, ports_and_brackets_are_taken_off) {
  const trusted_proxies proxies({"10.0.0.0/8"});
  EXPECT_EQ(client(proxies, "192.0.2.1:4711"), "192.0.2.1");
  EXPECT_EQ(client(proxies, "[2001:db8::1]:4711"), "2001:db8::1");
  EXPECT_EQ(client(proxies, "2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(client(proxies, "::ffff:192.0.2.1"), "192.0.2.1");
}

TEST(TrustedProxies, who_is_not_named_is_nobody) {
  const trusted_proxies proxies({"10.0.0.0/8"});
  for (const auto* each : {"", " ", ",", "unknown", "_hidden, 10.0.0.1",
                           "10.0.0.1", "[", "192.0.2.1,"})
    EXPECT_EQ(client(proxies, each), "nobody") << each;
}

}  // namespace
}  // namespace parley
