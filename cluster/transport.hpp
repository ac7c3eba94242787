// SPDX-License-Identifier: Apache-2.0
// How a node reaches the others: NATS, or what takes its place in tests.
#pragma once

#include "cluster/lease_bucket.hpp"
#include "store/cluster_options.hpp"
#include "store/message_port.hpp"

#include <functional>
#include <memory>

namespace parley::cluster {

/// Each is called once, by the user of its result. They throw nats_error when
/// the options are invalid.
struct transport {
  std::function<std::unique_ptr<message_port>()> messages;
  std::function<std::unique_ptr<lease_port>()> leases;
};

transport nats_transport(const cluster_options& options);

}  // namespace parley::cluster
