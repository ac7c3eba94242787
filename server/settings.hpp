// SPDX-License-Identifier: Apache-2.0
// What an operator may choose, with defaults.
#pragma once

#include "net/options.hpp"
#include "protocol/client_options.hpp"
#include "protocol/guest.hpp"
#include "protocol/namespaces.hpp"
#include "server/log_format.hpp"
#include "server/setting.hpp"
#include "store/cluster_options.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace parley {

struct settings {
  /// The file they were read from; empty: none.
  std::string file;
  std::vector<std::string> listen{"127.0.0.1:8080"};
  /// Addresses for operators and back ends alone; none: `listen` serves them.
  std::vector<std::string> operators_listen;
  /// Loops; 0 is one per core.
  std::size_t threads = 0;
  /// Allows a non-loopback address without access control.
  bool insecure = false;
  std::string tls_cert;
  std::string tls_key;
  /// Bytes that the process may hold for clients (protocol/memory_use.hpp); 0:
  /// `default_memory_share` of the memory of the machine or its control group.
  std::size_t memory_limit = 0;
  /// Directory for durable data; empty: there is none.
  std::string data;
  std::chrono::milliseconds shutdown_timeout{10'000};
  std::string log_level = "info";
  log_format format = log_format::text;
  /// CAF's own options, as its command line has them: name=value.
  std::vector<std::string> caf;
  net_options net;
  client_options client;
  http_api_options http_api;
  guest_options guests;
  channel_settings channel;
  cluster_options cluster;
};

/// All keys, bound to `values`; those of its namespaces too. Names are
/// Centrifugo's where the thing is the same.
std::vector<setting> all_settings(settings& values);

}  // namespace parley
