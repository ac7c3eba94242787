// SPDX-License-Identifier: Apache-2.0
// Brings packets from node to node by NATS. What one node says to another comes
// in order, or not at all: whoever may not miss it counts. Sending may block,
// so it has a thread of its own; what arrives is handed to the loop that its
// room belongs to.
#pragma once

#include "actors/quiet_actor.hpp"
#include "cluster/bus_watch.hpp"
#include "cluster/cluster_messages.hpp"
#include "cluster/packet_gate.hpp"
#include "cluster/transport.hpp"
#include "store/cluster_options.hpp"
#include "store/cluster_seal.hpp"

#include <caf/behavior.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace parley::cluster {

class bus {
 public:
  static constexpr const char* name = "bus";

  /// `process`: random, so that no other of this node's name has it. `seen`
  /// outlives the actor.
  bus(quiet_actor& self, cluster_options options, std::uint64_t process,
      transport ways, std::shared_ptr<bus_watch> seen);
  ~bus();

  caf::behavior make_behavior();

 private:
  void on_ends(const bus_ends& ends);
  void on_send(send_packet& request);
  void on_standing_changed(const standing_changed& notice);
  void on_loop_settled(const loop_settled& notice);
  void on_tell_settled();
  void tell_settled();
  void publish(const node_name& to, peer::Packet& packet);
  void publish_in_pieces(const node_name& to, const std::string& bytes);
  bool publish_one(const node_name& to, peer::Packet& packet);
  std::uint64_t process_of(const node_name& node) const;
  std::string subject_of(const node_name& node) const;

  quiet_actor& self_;
  const cluster_options options_;
  const std::uint64_t process_;
  const transport ways_;
  const std::shared_ptr<bus_watch> watch_;
  const cluster_seal seal_;
  std::unique_ptr<packet_gate> gate_;
  std::unique_ptr<message_port> nats_;
  standing_ptr standing_;
  std::size_t ends_ = 0;
  /// Of the newest view that one has settled by: how many have.
  view_number settling_ = 0;
  std::size_t settled_ends_ = 0;
  view_number settled_ = 0;
  /// Packets sent to anybody.
  std::uint64_t number_ = 0;
};

}  // namespace parley::cluster
