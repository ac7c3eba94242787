// SPDX-License-Identifier: Apache-2.0
// Which nodes know the state of a room that begins here: the owner before,
// which has sent it, or nodes with a relay of the room, which can be asked for
// it. Pure.
#pragma once

#include "cluster/view.hpp"
#include "protocol/publication.hpp"
#include "store/record.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parley::cluster::own {

/// Sources of one room: two of each node that may be in a view would be enough.
/// More are ignored.
inline constexpr std::size_t sources_of_room = 2'048;

struct state_source {
  node_name node;
  /// Of the owner that the node has the state from.
  view_number term = 0;
  stream_position end;
  /// Nothing: the node has to be asked.
  std::optional<stored_room> state;
};

class state_sources {
 public:
  /// Rooms with sources, and whether one has some.
  std::size_t size() const { return rooms_.size(); }
  bool has(const std::string& room) const { return rooms_.contains(room); }

  /// Of one node the newest source of each sort counts; see `sources_of_room`.
  void add(const std::string& room, state_source one);

  /// Takes out the source with the newest state; nothing if there is none.
  std::optional<state_source> take_best(const std::string& room);

  void forget(const std::string& room) { rooms_.erase(room); }

  /// Rooms that an owner has left to us and that have to run: it has sent more
  /// than a position.
  std::vector<std::string> to_run() const;

  /// Takes out what is known of a room when that is a position only, so that
  /// the room need not run; nothing otherwise.
  std::optional<state_source> take_position(const std::string& room);

  /// The same of at most `most` rooms.
  std::vector<std::pair<std::string, state_source>> take_positions(
      std::size_t most);

 private:
  std::map<std::string, std::vector<state_source>> rooms_;
};

}  // namespace parley::cluster::own
