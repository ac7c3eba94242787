// SPDX-License-Identifier: Apache-2.0
// All that makes a node a part of a cluster: its bus, its lease, and on each
// loop an inlet for its relays and an outlet and a directory for the rooms that
// it owns.
#pragma once

#include "actors/directory.hpp"
#include "actors/home.hpp"
#include "actors/topology.hpp"
#include "cluster/bus_door.hpp"
#include "cluster/bus_watch.hpp"
#include "cluster/lease_keeper.hpp"
#include "cluster/transport.hpp"
#include "store/cluster_options.hpp"

#include <caf/actor.hpp>

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace parley::cluster {

class cluster_node {
 public:
  /// Spawns the actors on `homes`, which do not run yet. `node` is what the
  /// clients' actors know: it has its journal by now and may be filled further.
  /// All outlive the object.
  /// `ways`: how other nodes are reached.
  cluster_node(const std::vector<home*>& homes, const topology& node,
               const cluster_options& options, const transport& ways);
  ~cluster_node();
  cluster_node(const cluster_node&) = delete;
  cluster_node& operator=(const cluster_node&) = delete;

  /// What the clients' directory of a home takes for rooms.
  directory::room_source relays(const home& where) const;

  using emulated_sink = std::function<void(std::string key, std::string said)>;

  /// Connects to NATS; `desks` answer what other nodes ask. `emulated` gets
  /// what they have for links of this node, on a thread of libnats. Throws
  /// nats_error when the options cannot be used.
  void start(use_desks desks, emulated_sink emulated);

  /// What a client said to its link at another node. False: that is not there.
  /// Any thread.
  bool pass_on(std::string_view to, std::string key, std::string said);

  /// The others, as `topology::neighbours` knows them.
  const caf::actor& neighbours() const { return neighbours_; }

  /// Any thread.
  cluster_report report() const;

  /// Hands the rooms over, within `patience`; what clients here want of rooms
  /// they get as before. Blocks; the homes run.
  void leave(std::chrono::milliseconds patience);

  /// Ends the actors. The homes must still run.
  void end();

 private:
  void tell(standing_ptr now);

  const topology& node_;
  const std::shared_ptr<bus_watch> watch_ = std::make_shared<bus_watch>();
  bus_door bus_{caf::actor()};
  caf::actor neighbours_;
  std::vector<caf::actor> inlets_;
  std::vector<caf::actor> outlets_;
  std::vector<directory_ref> owners_;
  /// One per loop: its outlet is the only courier there.
  std::deque<room_topology> topologies_;
  mutable std::mutex mutex_;
  standing_ptr standing_;  // guarded by mutex_
  std::unique_ptr<lease_keeper> lease_;
};

}  // namespace parley::cluster
