// SPDX-License-Identifier: Apache-2.0
// The state of a node's bus, for other threads.
#pragma once

#include "cluster/packet_gate.hpp"
#include "store/message_port.hpp"

#include <array>
#include <cstdint>
#include <mutex>

namespace parley::cluster {

/// Any thread.
class bus_watch {
 public:
  /// Both are there until the next call; null: the bus is not open.
  void look_at(const message_port* port, const packet_gate* gate) {
    const std::lock_guard lock(mutex_);
    port_ = port;
    gate_ = gate;
  }

  bool is_connected() const {
    const std::lock_guard lock(mutex_);
    return port_ && port_->is_connected();
  }
  std::array<std::uint64_t, packet_gate::refusals> refused() const {
    const std::lock_guard lock(mutex_);
    return gate_ ? gate_->refused()
                 : std::array<std::uint64_t, packet_gate::refusals>{};
  }

 private:
  mutable std::mutex mutex_;
  const message_port* port_ = nullptr;
  const packet_gate* gate_ = nullptr;
};

}  // namespace parley::cluster
