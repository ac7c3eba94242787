// SPDX-License-Identifier: Apache-2.0
#include "server/cluster_check.hpp"

#include "server/setting.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

cluster_options node_at(std::string server) {
  cluster_options out;
  out.servers = {std::move(server)};
  out.node = "a";
  return out;
}

/// A node that reaches NATS on another host as it should.
cluster_options safe_node() {
  auto out = node_at("tls://nats.example:4222");
  out.user = "parley";
  out.password = "hunter2hunter2";
  out.secret = "0123456789abcdef";
  return out;
}

std::string refusal(const cluster_options& options,
                    std::size_t room_name = 255) {
  try {
    check_cluster(options, room_name);
    return "";
  } catch (const settings_error& error) {
    return error.what();
  }
}

void expect_refused(const std::string& key, const cluster_options& options) {
  EXPECT_EQ(refusal(options).find(key + ": "), 0u)
      << key << " and not: " << refusal(options);
}

TEST(ClusterCheck, nats_on_loopback_needs_nothing) {
  for (const auto* server : {"nats://127.0.0.1:4222", "nats://localhost:4222",
                             "nats://[::1]:4222", "nats://127.8.8.8"})
    EXPECT_EQ(refusal(node_at(server)), "") << server;
  auto known = node_at("nats://127.0.0.1:4222");
  known.token = "hunter2";
  EXPECT_EQ(refusal(known), "");
}

TEST(ClusterCheck, nats_on_another_host_needs_secret_identity_and_tls) {
  EXPECT_EQ(refusal(safe_node()), "");
  auto one = safe_node();
  one.secret.clear();
  expect_refused("cluster.secret", one);
  one = safe_node();
  one.user.clear();
  one.password.clear();
  expect_refused("cluster.servers", one);
  one.tls_cert = "node.pem";
  one.tls_key = "node.key";
  EXPECT_EQ(refusal(one), "");
}

TEST(ClusterCheck, credentials_do_not_go_to_another_host_in_clear_text) {
  for (auto member : {&cluster_options::token, &cluster_options::credentials}) {
    auto one = node_at("nats://10.0.0.7:4222");
    one.secret = safe_node().secret;
    one.*member = "hunter2";
    expect_refused("cluster.servers", one);
    one.tls_ca = "ca.pem";
    EXPECT_EQ(refusal(one), "");
    one.tls_ca.clear();
    one.servers.emplace_back("tls://10.0.0.8:4222");
    EXPECT_EQ(refusal(one), "");
    one.servers.pop_back();
    one.insecure = true;
    EXPECT_EQ(refusal(one), "");
  }
}

TEST(ClusterCheck, one_server_on_another_host_is_enough_to_ask) {
  auto mixed = node_at("nats://127.0.0.1:4222");
  mixed.servers.emplace_back("nats://10.0.0.7:4222");
  expect_refused("cluster.servers", mixed);
  // A name is not known to be this host, whatever it resolves to now.
  expect_refused("cluster.servers", node_at("nats://nats:4222"));
}

TEST(ClusterCheck, a_server_that_is_no_url_of_nats_is_refused) {
  for (const auto* server :
       {"127.0.0.1:4222", "http://127.0.0.1", "nats://",
        "nats://bob:hunter2@127.0.0.1:4222", "nats://hunter2@127.0.0.1", ""}) {
    expect_refused("cluster.servers", node_at(server));
    EXPECT_EQ(refusal(node_at(server)).find("hunter2"), std::string::npos);
  }
}

TEST(ClusterCheck, a_short_secret_and_a_half_identity_are_refused) {
  auto one = node_at("nats://127.0.0.1:4222");
  one.secret = "fifteen letters";
  expect_refused("cluster.secret", one);
  one.secret.clear();
  one.user = "parley";
  expect_refused("cluster.user", one);
  one.password = "hunter2";
  one.token = "hunter2";
  expect_refused("cluster.user", one);
}

TEST(ClusterCheck, room_names_have_to_fit_into_a_subject) {
  EXPECT_EQ(refusal(safe_node(), cluster_room_name_size), "");
  EXPECT_EQ(refusal(safe_node(), cluster_room_name_size + 1)
                .find("channel.max_length: "),
            0u);
}

}  // namespace
}  // namespace parley
