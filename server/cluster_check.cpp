// SPDX-License-Identifier: Apache-2.0
#include "server/cluster_check.hpp"

#include "cluster/view.hpp"
#include "server/cluster_keys.hpp"
#include "server/setting_range.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <string>

namespace parley {

namespace {

namespace urls = boost::urls;

void require(bool holds, const std::string& sentence) {
  if (!holds) throw settings_error(sentence);
}

bool is_loopback(const urls::url_view& server) {
  const std::string host(server.host_address());
  if (host == "localhost") return true;
  boost::system::error_code failed;
  const auto address = boost::asio::ip::make_address(host, failed);
  return !failed && address.is_loopback();
}

/// Not shown in a refusal: it may have a password in it.
urls::url_view parsed(const std::string& server) {
  const auto found = urls::parse_uri(server);
  require(found.has_value() && !found->host().empty() &&
              (found->scheme() == "nats" || found->scheme() == "tls"),
          "cluster.servers: each must be nats://HOST:PORT or tls://HOST:PORT");
  require(!found->has_userinfo(),
          "cluster.servers: a name or password does not belong in the URL, "
          "where it would be shown; set cluster.user and cluster.password, or "
          "cluster.token");
  return *found;
}

void check_identity(const cluster_options& cluster) {
  require(cluster.user.empty() == cluster.password.empty(),
          "cluster.user: set both cluster.user and cluster.password");
  const int count = int{!cluster.user.empty()} + int{!cluster.token.empty()} +
                    int{!cluster.credentials.empty()};
  require(count <= 1,
          "cluster.user: set only one of cluster.user, cluster.token and "
          "cluster.credentials");
}

/// Refuses a path to NATS on which strangers could read or forge messages.
void check_reach(const cluster_options& cluster) {
  require(cluster.requires_tls() || !cluster.has_identity(),
          "cluster.servers: the credentials for NATS would be sent in clear "
          "text; use tls:// or set cluster.tls.ca, or set cluster.insecure if "
          "the network is as safe as this host");
  require(cluster.has_identity() || !cluster.tls_cert.empty(),
          "cluster.servers: NATS on another host must authenticate nodes; set "
          "cluster.user and cluster.password, cluster.token, "
          "cluster.credentials or cluster.tls.cert, or set cluster.insecure");
  require(
      !cluster.secret.empty(),
      "cluster.secret: with NATS on another host, everybody who can publish "
      "there could send messages as a node; set a secret that all nodes "
      "have, or set cluster.insecure");
}

}  // namespace

void check_cluster(const cluster_options& cluster, std::size_t room_name) {
  if (!cluster.enabled()) return;
  require(cluster::is_node_name(cluster.node),
          "cluster.node: set a name of letters, digits, - and _ that no other "
          "node has");
  require(cluster::is_node_name(cluster.name),
          "cluster.name: letters, digits, - and _ only");
  require(cluster.tls_cert.empty() == cluster.tls_key.empty(),
          "cluster.tls: set both cluster.tls.cert and cluster.tls.key");
  auto copy = cluster;
  for (const auto& each : cluster_keys(copy)) check_range(each);
  require(
      room_name <= cluster_room_name_size,
      "channel.max_length: at most 1000 in a cluster, because a room's name "
      "is part of a subject of NATS");
  check_identity(cluster);
  bool is_local = true;
  for (const auto& each : cluster.servers)
    is_local = is_loopback(parsed(each)) && is_local;
  if (!is_local && !cluster.insecure) check_reach(cluster);
}

}  // namespace parley
