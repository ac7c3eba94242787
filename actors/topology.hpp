// Which actors of this node are where, and what all of them look up. Made once
// at start, before the loops run, and never changed while actors live; so every
// thread may read it.
#pragma once

#include "actors/handles.hpp"
#include "actors/room_limits.hpp"
#include "protocol/centrifuge/policy.hpp"
#include "protocol/ids.hpp"
#include "protocol/inspection.hpp"

#include <caf/actor.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

struct topology {
  /// Loops of the node.
  std::size_t loops = 1;

  /// One of each per loop.
  std::vector<caf::actor> couriers;
  std::vector<directory_ref> directories;

  std::vector<caf::actor> surveyors;

  /// One per loop, for the users whose ids hash to it.
  std::vector<caf::actor> user_directories;

  /// Null when no namespace is durable.
  caf::actor journal;

  /// Answers `load_room` for rooms that are not durable, from what others
  /// remember of them. Null outside of a cluster.
  caf::actor heirs;

  /// The other nodes of the cluster, for the server API. Null outside of one.
  caf::actor neighbours;

  /// Where the node stands in its cluster; any thread may ask. Empty outside
  /// of one.
  std::function<cluster_report()> standing{};

  /// This node's name for operators.
  std::string node_name = "parley";

  /// A UUID, another one in each life of the node.
  std::string node_id;

  /// How many rooms the node may have. Null: as many as it likes.
  std::shared_ptr<room_limits> rooms;

  /// Outlives the actors.
  const policy* rules = nullptr;
  /// The time of day; tests move it by hand.
  std::function<std::chrono::system_clock::time_point()> now =
      std::chrono::system_clock::now;

  /// By which clients and operators know the node.
  const std::string& shown_name() const {
    return neighbours ? node_name : node_id;
  }

  const caf::actor& user_directory_of(std::string_view user) const {
    return user_directories[loop_of(user, user_directories.size())];
  }

  /// The directory of the loop that a room's name hashes to.
  const directory_ref& directory_of(std::string_view room) const {
    return directories[loop_of(room, directories.size())];
  }
};

}  // namespace parley
