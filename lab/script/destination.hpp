// SPDX-License-Identifier: Apache-2.0
// The server of a run, found once for all clients: its addresses and how to
// speak TLS with it.
#pragma once

#include "lab/script/address.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <string>
#include <vector>

namespace parley::script {

struct tls_options {
  bool verify = true;   ///< False accepts any certificate.
  std::string ca_file;  ///< PEM; empty: what the system trusts.
};

struct destination {
  address where;
  std::vector<boost::asio::ip::tcp::endpoint> endpoints;
  boost::asio::ssl::context tls;
};

/// Looks the host up and reads the certificates; blocks. Throws
/// std::runtime_error that says what failed.
destination resolve(const address& where, const tls_options& options);

}  // namespace parley::script
