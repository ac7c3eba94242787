// SPDX-License-Identifier: Apache-2.0
// What an operator chooses for a node that is part of a cluster.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace parley {

struct cluster_options {
  /// nats://HOST:PORT or tls://HOST:PORT of the servers of one NATS; empty: the
  /// node is alone.
  std::vector<std::string> servers;
  /// Nodes of one cluster have the same; others on the same NATS another one.
  std::string name = "parley";
  /// This node's own name, which no other has.
  std::string node;

  // -- credentials for NATS: at most one of these ---------------------------
  std::string user;
  std::string password;
  std::string token;
  /// File with a JWT and its seed, as `nsc` makes it.
  std::string credentials;

  // -- TLS --------------------------------------------------------------------
  // PEM file of the authorities that may sign the servers' certificates; empty:
  // the system's.
  std::string tls_ca;
  /// PEM files of a certificate for the node itself.
  std::string tls_cert;
  std::string tls_key;

  // -- what nodes believe -----------------------------------------------------

  /// Known only to the nodes; authenticates everything they write to NATS.
  /// Empty: any publisher of NATS can impersonate a node.
  std::string secret;
  /// Lets NATS be on other hosts without a secret, credentials or TLS.
  bool insecure = false;

  /// NATS servers that keep a copy of durable data.
  std::size_t replicas = 1;

  bool enabled() const { return !servers.empty(); }

  /// Whether every connection to NATS must be encrypted.
  bool requires_tls() const;
  bool has_identity() const {
    return !user.empty() || !password.empty() || !token.empty() ||
           !credentials.empty();
  }
};

inline bool cluster_options::requires_tls() const {
  if (!tls_ca.empty() || !tls_cert.empty()) return true;
  for (const auto& each : servers)
    if (each.starts_with("tls://")) return true;
  return false;
}

}  // namespace parley
