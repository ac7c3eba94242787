// SPDX-License-Identifier: Apache-2.0
// What the inlets, outlets and relays of a node do with a packet that its gate
// let through, on rooms without actors. Aborts where another node could end the
// process, or make it say what no client or node can read.
#pragma once

#include "protocol/peer/peer.pb.h"
#include "room/room.hpp"

#include <cstdint>

namespace parley {

class packet_reader {
 public:
  packet_reader();

  void read(const peer::Packet& packet);

 private:
  void serve(const peer::Wish& wish);
  void seat(const peer::Member& member);
  void publish(const peer::Publish& wish);
  void ask_history(const peer::History& wish);
  void take(const peer::Event& event);
  void take(const peer::Said& said);
  void take(const peer::Answer& answer);

  room owned_;    // as a room of this node, whose members are at other nodes
  room relayed_;  // as a relay has it, with a member in each lane
};

}  // namespace parley
