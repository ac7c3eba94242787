// SPDX-License-Identifier: Apache-2.0
#include "cluster/bus_door.hpp"

#include <atomic>
#include <utility>

namespace parley::cluster {

struct bus_door::queue {
  std::atomic<std::size_t> bytes = 0;
  std::atomic<std::uint64_t> dropped = 0;
};

bus_door::bus_door(caf::actor bus)
    : bus_(std::move(bus)), queue_(std::make_shared<queue>()) {}

std::optional<send_packet> bus_door::let_in(
    node_name to, std::shared_ptr<peer::Packet> packet) const {
  const auto size = packet->ByteSizeLong();
  if (queue_->bytes.fetch_add(size) + size > bus_queue_size) {
    queue_->bytes -= size;
    ++queue_->dropped;
    return std::nullopt;
  }
  std::shared_ptr<const void> place(
      packet.get(),
      [size, waits = queue_](const void*) { waits->bytes -= size; });
  return send_packet{std::move(to), std::move(packet), std::move(place)};
}

void bus_door::send(pinned& self, node_name to,
                    std::shared_ptr<peer::Packet> packet) const {
  if (auto one = let_in(std::move(to), std::move(packet)))
    self.send(bus_, *std::move(one));
}

std::size_t bus_door::waiting() const {
  return queue_->bytes;
}

std::uint64_t bus_door::dropped() const {
  return queue_->dropped;
}

}  // namespace parley::cluster
