// SPDX-License-Identifier: Apache-2.0
// What the actors that make a node a part of a cluster say to each other. All
// of it stays on the node.
#pragma once

#include "cluster/standing.hpp"
#include "protocol/peer/peer.pb.h"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace parley::msg {}

namespace parley::cluster {

using namespace msg;

// -- membership -> inlets and outlets -----------------------------------------

struct standing_changed {
  standing_ptr now;
};

// -- the bus ------------------------------------------------------------------

/// From another node, or from this one: all that is for a room's loop.
struct packet_arrived {
  std::shared_ptr<const peer::Packet> packet;
};

/// To the bus: for the node of this name.
struct send_packet {
  node_name to;
  std::shared_ptr<peer::Packet> packet;
  /// Of those that may wait for the bus; see bus_door.
  std::shared_ptr<const void> place{};
};

/// An inlet or an outlet has done all that the view asks of it. What it had to
/// say to others because of it went to the bus before.
struct loop_settled {
  view_number number;
};

/// To the bus, once: who gets what arrives, by loop.
struct bus_ends {
  std::vector<caf::actor> inlets;
  std::vector<caf::actor> outlets;
  caf::actor neighbours;
  /// Called on a thread of libnats, for a link with that key here.
  std::function<void(std::string key, std::string message)> emulated;
};

/// To the neighbours: who answers the questions of other nodes, and who carries
/// out the orders that were given there.
struct use_desks {
  caf::actor api;
  caf::actor inspector;
};
/// Their own reminder.
struct patience_over {
  std::uint64_t tag = 0;
};

/// The bus's own reminder.
struct tell_settled_again {};

/// The inlet's own reminder.
struct echo_again {};
/// What came while the node's lease was over may be so after all.
struct look_again {};

// -- relay <-> inlet of its loop ----------------------------------------------

/// A relay is there, or is not any more.
struct relay_up {
  std::string room;
  caf::actor relay;
};
struct relay_down {
  std::string room;
  caf::actor relay;
};

/// For the room's owner, whoever that is now.
struct ask_owner {
  std::string room;
  peer::Wish wish;
  std::uint64_t attachment = 0;  ///< 0: the relay is not attached.
  std::uint64_t sequence = 0;    ///< Of the wish since then, from 1.
};

/// The room has another owner, or the same one has forgotten the relay.
struct owner_changed {
  view_number number;
};
/// The relay's answer to it: the new owner knows what it has.
struct relay_turned {
  std::string room;
  view_number number;
};

/// What the owner says.
struct told {
  std::shared_ptr<const peer::Packet> packet;
};

/// What does the relay know of its room? Answered with `relay_state`.
struct ask_state {
  node_name for_node;
};
struct relay_state {
  node_name for_node;
  std::string room;
  std::shared_ptr<peer::State> state;
};

/// To outlets, when the node is to end: `done` is called on the outlet's thread
/// when the node's rooms are others', as far as there are others.
struct leave_cluster {
  std::function<void()> done;
};

/// An outlet's own reminders.
struct beat {};
struct depart {};

/// A relay's own reminder: some of what it asked for may have been lost.
struct look_after {};

}  // namespace parley::cluster

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::standing_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::packet_arrived)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::send_packet)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::loop_settled)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::bus_ends)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::use_desks)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::patience_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::tell_settled_again)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::relay_up)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::relay_down)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::ask_owner)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::echo_again)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::look_again)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::owner_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::relay_turned)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::told)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::ask_state)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::relay_state)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::leave_cluster)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::beat)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::depart)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cluster::look_after)
