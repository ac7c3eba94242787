// SPDX-License-Identifier: Apache-2.0
#include "server/cluster_keys.hpp"

#include "store/cluster_seal.hpp"

namespace parley {

namespace {

std::vector<setting> nats_rows(cluster_options& values) {
  return {
      {"cluster.user", &values.user,
       "User name at NATS. Set `cluster.password` too."},
      {"cluster.password", &values.password,
       "Password of `cluster.user` at NATS.", privacy::secret},
      {"cluster.token", &values.token,
       "Token for NATS, instead of `cluster.user`.", privacy::secret},
      {"cluster.credentials", &values.credentials,
       "File with a JWT and its seed for NATS, instead of `cluster.user`."},
      {"cluster.tls.ca", &values.tls_ca,
       "PEM file of the authorities that sign the certificates of NATS. Empty: "
       "the system's."},
      {"cluster.tls.cert", &values.tls_cert,
       "PEM file of the certificate that this node shows to NATS. Set "
       "`cluster.tls.key` too."},
      {"cluster.tls.key", &values.tls_key,
       "PEM file of the private key of `cluster.tls.cert`."},
  };
}

}  // namespace

std::vector<setting> cluster_keys(cluster_options& values) {
  const std::vector<setting> first{
      {"cluster.servers", &values.servers,
       "Servers of one NATS with JetStream, `nats://HOST:PORT` or "
       "`tls://HOST:PORT`. Empty: the node is alone. With one `tls://`, or any "
       "`cluster.tls` key, every connection is encrypted or not made. A name "
       "or "
       "password in a URL is refused.",
       privacy::url, command_flag{"--cluster", "nats://HOST:PORT"}},
      {"cluster.name", &values.name,
       "Name of the cluster, the same at all its nodes. Other clusters on the "
       "same NATS need other names.",
       command_flag{"--cluster-name", "NAME"}},
      {"cluster.node", &values.node,
       "Name of this node in the cluster: letters, digits, `-`, `_`. If two "
       "nodes have the same, the second waits until the first is gone.",
       command_flag{"--node", "ID"}},
  };
  const std::vector<setting> last{
      {"cluster.secret", &values.secret,
       "Secret that all nodes share and nobody else knows, at least 16 "
       "characters. It authenticates everything that nodes write to NATS. "
       "Required when a server of NATS is not on loopback. Set it by its "
       "environment variable rather than in a file.",
       at_least(cluster_secret_min_size), privacy::secret},
      {"cluster.insecure", &values.insecure,
       "Allow NATS on other hosts without `cluster.secret`, without "
       "credentials "
       "or without TLS, for development. Everybody who reaches NATS, or the "
       "network in between, can then send messages as a node."},
      {"cluster.replicas", &values.replicas,
       "Servers of NATS that keep a copy of leases and durable rooms: 3 where "
       "there are 3. With more than NATS has, nothing can be stored.",
       range{.least = 1, .most = 5}, unit{"servers"}},
  };
  return in_group("cluster", joined(first, nats_rows(values), last));
}

}  // namespace parley
