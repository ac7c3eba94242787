#include "server/cluster_keys.hpp"

namespace parley {

std::vector<setting> cluster_keys(cluster_options& values) {
  return {
      {"cluster.servers", &values.servers,
       "servers of NATS, nats://HOST:PORT; none: the node is alone", false,
       true},
      {"cluster.name", &values.name,
       "what the nodes of one cluster have in common"},
      {"cluster.node", &values.node, "this node's own name in it"},
      {"cluster.user", &values.user, "who the node is to NATS"},
      {"cluster.password", &values.password, "its password there", true},
      {"cluster.token", &values.token, "a token for NATS instead", true},
      {"cluster.credentials", &values.credentials,
       "file with a JWT and its seed for NATS instead"},
      {"cluster.tls.ca", &values.tls_ca,
       "PEM file of who signs the certificates of NATS"},
      {"cluster.tls.cert", &values.tls_cert,
       "PEM file of a certificate for the node itself"},
      {"cluster.tls.key", &values.tls_key, "PEM file of its key"},
      {"cluster.secret", &values.secret,
       "what only the nodes know, at least 16 characters; authenticates what "
       "they write to NATS",
       true},
      {"cluster.insecure", &values.insecure,
       "NATS may be on other hosts without secret, credentials or TLS"},
      {"cluster.replicas", &values.replicas,
       "servers of NATS that keep a copy of what has to survive"},
  };
}

}  // namespace parley
