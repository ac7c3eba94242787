// SPDX-License-Identifier: Apache-2.0
#include "server/access.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

constexpr bool loopback = true;

/// Everything as it has to be for an address that others reach.
settings guarded() {
  settings values;
  values.http_api.key = "k3y";
  values.channel.without_namespace.allow_plain = plain_access::closed;
  return values;
}

bool may_listen(const settings& values) {
  return refusal_to_listen("0.0.0.0:80", !loopback, values).empty();
}

TEST(Access, loopback_needs_none) {
  EXPECT_EQ(refusal_to_listen("127.0.0.1:80", loopback, settings{}), "");
}

TEST(Access, other_addresses_do_unless_the_operator_says_so) {
  settings values;
  EXPECT_FALSE(may_listen(values));
  values.insecure = true;
  EXPECT_TRUE(may_listen(values));
}

TEST(Access, the_refusal_says_what_is_left_to_do) {
  EXPECT_EQ(refusal_to_listen("0.0.0.0:80", !loopback, settings{}),
            "refusing to listen on 0.0.0.0:80: every client that reaches it "
            "could read and write in every room. Listen on 127.0.0.1 without a "
            "proxy, or configure access (set client.token.hmac_secret_key or "
            "http_api.key), or set --insecure to permit it.");
}

TEST(Access, loopback_is_no_excuse_behind_a_proxy) {
  settings values;
  values.net.proxies = {"127.0.0.1"};
  const auto refusal = refusal_to_listen("127.0.0.1:80", loopback, values);
  EXPECT_NE(refusal.find("http_server.trusted_proxies"), std::string::npos);
  auto known = guarded();
  known.net.proxies = values.net.proxies;
  EXPECT_EQ(refusal_to_listen("127.0.0.1:80", loopback, known), "");
  known.client.insecure = true;
  EXPECT_NE(refusal_to_listen("127.0.0.1:80", loopback, known), "");
  known.insecure = true;
  EXPECT_EQ(refusal_to_listen("127.0.0.1:80", loopback, known), "");
}

plain_access settled(const settings& values) {
  return with_plain_access(values).channel.without_namespace.allow_plain;
}

TEST(Access, plain_clients_are_let_in_while_nothing_is_configured) {
  EXPECT_EQ(settled({}), plain_access::open);
}

TEST(Access, plain_clients_stay_out_once_something_is_configured) {
  using change = void (*)(settings&);
  const std::vector<change> guards{
      [](settings& s) { s.client.token.hmac_secret_key = "k3y"; },
      [](settings& s) { s.client.token.rsa_public_key = "k3y"; },
      [](settings& s) { s.client.token.ecdsa_public_key = "k3y"; },
      [](settings& s) { s.client.subscription_token.hmac_secret_key = "k3y"; },
      [](settings& s) { s.http_api.key = "k3y"; },
      [](settings& s) { s.guests.enabled = true; },
      [](settings& s) { s.net.proxies = {"10.0.0.1"}; },
      [](settings& s) { s.channel.namespaces["news"] = {}; },
  };
  for (std::size_t i = 0; i < guards.size(); ++i) {
    settings values;
    guards[i](values);
    EXPECT_EQ(settled(values), plain_access::closed) << i;
    for (const auto chosen :
         {plain_access::closed, plain_access::read, plain_access::open}) {
      values.channel.without_namespace.allow_plain = chosen;
      EXPECT_EQ(settled(values), chosen) << i;
    }
  }
}

TEST(Access, the_doors_that_are_open_are_named) {
  using doors = std::vector<std::string>;
  EXPECT_EQ(open_doors(with_plain_access({})),
            doors{"plain clients may receive and publish in rooms without a "
                  "namespace (channel.without_namespace.allow_plain)"});
  EXPECT_EQ(open_doors(with_plain_access(guarded())), doors{});
  auto values = guarded();
  values.channel.namespaces["news"].allow_plain = plain_access::read;
  values.client.insecure = true;
  values.client.allow_anonymous_connect_without_token = true;
  values.guests.enabled = true;
  values.http_api.insecure = true;
  const auto found = open_doors(values);
  ASSERT_EQ(found.size(), 5u);
  EXPECT_EQ(found[0],
            "plain clients may receive in rooms of namespace news "
            "(channel.namespaces.news.allow_plain)");
}

TEST(Access, a_key_of_any_kind_is_enough) {
  auto values = guarded();
  EXPECT_TRUE(may_listen(values));
  values.http_api.key.clear();
  EXPECT_FALSE(may_listen(values));
  for (auto* key : {&values.client.token.hmac_secret_key,
                    &values.client.token.rsa_public_key,
                    &values.client.token.ecdsa_public_key,
                    &values.client.subscription_token.hmac_secret_key}) {
    *key = "k3y";
    EXPECT_TRUE(may_listen(values));
    key->clear();
  }
}

TEST(Access, no_other_way_in_may_be_open) {
  const auto missing_with = [](auto open) {
    auto values = guarded();
    open(values);
    return missing_access_control(values);
  };
  using steps = std::vector<std::string>;
  EXPECT_EQ(missing_with([](settings&) {}), steps{});
  EXPECT_EQ(missing_with([](settings& s) { s.client.insecure = true; }),
            steps{"set client.insecure to false"});
  EXPECT_EQ(missing_with([](settings& s) { s.http_api.insecure = true; }),
            steps{"set http_api.insecure to false"});
  EXPECT_EQ(missing_with([](settings& s) { s.guests.enabled = true; }),
            steps{"set guests.enabled to false"});
  EXPECT_EQ(missing_with([](settings& s) {
              s.channel.without_namespace.allow_plain = plain_access::read;
            }),
            steps{"set channel.without_namespace.allow_plain to false"});
}

TEST(Access, operators_have_keys_of_their_own) {
  settings values;
  EXPECT_EQ(refusal_to_serve_operators("0.0.0.0:90", !loopback, values), "");
  values.http_api.insecure = true;
  EXPECT_EQ(refusal_to_serve_operators("127.0.0.1:90", loopback, values), "");
  EXPECT_NE(refusal_to_serve_operators("0.0.0.0:90", !loopback, values)
                .find("http_api.insecure"),
            std::string::npos);
  values.insecure = true;
  EXPECT_EQ(refusal_to_serve_operators("0.0.0.0:90", !loopback, values), "");
}

}  // namespace
}  // namespace parley
