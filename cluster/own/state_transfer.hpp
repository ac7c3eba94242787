// SPDX-License-Identifier: Apache-2.0
// How a room that begins at this node gets its state: from the owner before, or
// from the relay that knows most. Pure.
//
//   on_load        a room begins      -> ask a node, or begin with a state
//   on_state       a node has answered -> begin; or ask the next source
//   take_silent    nodes that have not answered for a beat
//   retry          -> ask again while the node is in the view, since no other
//                     knows as much; else the next source
#pragma once

#include "cluster/own/state_sources.hpp"
#include "cluster/view.hpp"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace parley::cluster::own {

/// To ask the node for the state of the room.
struct ask_state_of {
  std::string room;
  node_name node;
};
/// Nothing: no node knows the room.
struct begin_with {
  std::string room;
  std::optional<stored_room> state;
};
using transfer_step = std::variant<ask_state_of, begin_with>;

class state_transfer {
 public:
  state_sources& sources() { return sources_; }
  const state_sources& sources() const { return sources_; }

  transfer_step on_load(const std::string& room);

  /// `from` has answered; nothing: it has no relay of the room any more. Only
  /// the answer of the node that was asked last counts: one that was asked
  /// before and is late may know less.
  std::optional<transfer_step> on_state(const std::string& room,
                                        const node_name& from,
                                        std::optional<stored_room> state);

  /// To be called every beat: what was asked before the beat before.
  std::vector<ask_state_of> take_silent();
  transfer_step retry(const std::string& room, bool is_in_view);

 private:
  struct question {
    node_name asked;
    bool is_old = false;  // it was there at the beat before
  };

  transfer_step next(const std::string& room);
  transfer_step begin(const std::string& room,
                      std::optional<stored_room> state);

  state_sources sources_;
  /// Rooms that wait for their state.
  std::map<std::string, question> loading_;
};

}  // namespace parley::cluster::own
