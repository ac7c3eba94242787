// SPDX-License-Identifier: Apache-2.0
// How packets get to a node's bus: as many as may wait there. When NATS takes
// them slower than they come the rest is dropped, so that a slow NATS makes no
// node grow: relays ask again for what they miss, and for what they asked.
#pragma once

#include "actors/pinned.hpp"
#include "cluster/cluster_messages.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace parley::cluster {

/// Bytes that may wait for a node's bus. Over: dropped and counted.
inline constexpr std::size_t bus_queue_size = 64 * 1024 * 1024;

/// Copies share what waits. Any thread.
class bus_door {
 public:
  explicit bus_door(caf::actor bus);

  const caf::actor& bus() const { return bus_; }

  /// To be sent to the bus; it counts as waiting until it is gone. Nothing: the
  /// packet is dropped.
  std::optional<send_packet> let_in(node_name to,
                                    std::shared_ptr<peer::Packet> packet) const;

  /// The same, and sent by `self`; on its thread.
  void send(pinned& self, node_name to,
            std::shared_ptr<peer::Packet> packet) const;

  /// Bytes.
  std::size_t waiting() const;
  /// Packets.
  std::uint64_t dropped() const;

 private:
  struct queue;

  caf::actor bus_;
  std::shared_ptr<queue> queue_;
};

}  // namespace parley::cluster
