// SPDX-License-Identifier: Apache-2.0
// Which actors of this node are where, and the values that all of them look up.
// Made once at start, before the loops run, and never changed while actors
// live; so every thread may read it.
#pragma once

#include "actors/handles.hpp"
#include "actors/room_limits.hpp"
#include "protocol/centrifuge/policy.hpp"
#include "protocol/ids.hpp"
#include "protocol/inspection.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// What rooms and their directories look up. In a cluster the rooms that a node
/// owns have one of their own, with outlets for couriers.
struct room_topology {
  /// Loops of the node.
  std::size_t loops = 1;

  /// One of each per loop.
  std::vector<fanout_ref> couriers;
  std::vector<directory_ref> directories;

  /// When a namespace is durable.
  std::optional<journal_ref> journal;

  /// Of the rooms that this node owns in a cluster: loads the state of those
  /// that are not durable from the nodes that have it.
  std::optional<state_source_ref> state_source;

  /// A UUID, another one in each life of the node.
  std::string node_id;

  /// How many rooms the node may have. Null: without a limit.
  std::shared_ptr<room_limits> rooms;

  /// Outlives the actors.
  const policy* rules = nullptr;
  /// The time of day; tests move it by hand.
  std::function<std::chrono::system_clock::time_point()> now =
      std::chrono::system_clock::now;

  /// The directory of the loop that a room's name hashes to.
  const directory_ref& directory_of(std::string_view room) const {
    return directories[loop_of(room, directories.size())];
  }
};

/// The cluster as the server API and the inspector see it.
struct cluster_peers {
  /// Asks the other nodes.
  neighbours_ref neighbours;
  /// The state of this node in the cluster. Any thread.
  std::function<cluster_report()> report = [] { return cluster_report(); };
};

struct topology : room_topology {
  /// The couriers once more, as sessions, inspectors and the drain know them.
  std::vector<courier_ref> link_couriers;

  /// One per loop.
  std::vector<surveyor_ref> surveyors;

  /// One per loop, for the users whose ids hash to it.
  std::vector<user_directory_ref> user_directories;

  /// When the node is in a cluster.
  std::optional<cluster_peers> cluster;

  /// This node's name for operators.
  std::string node_name = "parley";

  void add_courier(const courier_ref& one) {
    couriers.push_back(one);
    link_couriers.push_back(one);
  }

  /// By which clients and operators know the node.
  const std::string& shown_name() const {
    return cluster ? node_name : node_id;
  }

  const user_directory_ref& user_directory_of(std::string_view user) const {
    return user_directories[loop_of(user, user_directories.size())];
  }
};

}  // namespace parley
