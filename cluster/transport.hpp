// How a node reaches the others: NATS, or what takes its place in tests.
#pragma once

#include "cluster/lease_bucket.hpp"
#include "store/cluster_options.hpp"
#include "store/message_port.hpp"

#include <functional>
#include <memory>

namespace parley::cluster {

/// Called once each, by whoever uses what they return. They throw nats_error
/// when the options cannot be used.
struct transport {
  std::function<std::unique_ptr<message_port>()> messages;
  std::function<std::unique_ptr<lease_port>()> leases;
};

transport nats_transport(const cluster_options& options);

}  // namespace parley::cluster
