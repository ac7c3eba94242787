// SPDX-License-Identifier: Apache-2.0
// The other nodes of the cluster as the server API and the inspector see them:
// asks each and waits for all, but not for long. One per node.
#pragma once

#include "actors/neighbour_messages.hpp"
#include "actors/pinned.hpp"
#include "cluster/bus_door.hpp"
#include "cluster/cluster_messages.hpp"

#include <caf/behavior.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>

namespace parley::cluster {

/// Questions of other nodes that our own API or inspector is at. More are
/// passed over, as if this node were not there.
inline constexpr std::size_t neighbour_questions = 4'096;
/// Bytes of one other node's answer. A larger one counts as an answer, and is
/// left out.
inline constexpr std::size_t neighbour_answer_size = 64 * 1024 * 1024;

class neighbours {
 public:
  static constexpr const char* name = "neighbours";

  neighbours(pinned& self, bus_door bus);

  caf::behavior make_behavior();

 private:
  struct inquiry {
    ref_to<neighbours_answered> who;
    std::uint64_t tag = 0;
    neighbours_answered found;
    /// The nodes that have not answered yet.
    std::set<node_name> open;
  };
  struct question {
    node_name node;
    std::uint64_t tag = 0;
  };

  void on_use_desks(const use_desks& order);
  void on_ask_neighbours(const ask_neighbours& request);
  void on_packet(const packet_arrived& arrived);
  void on_call(const peer::Packet& packet);
  void on_answer(const peer::Packet& packet);
  void on_node_answered(const node_answered& answer);
  void finish(std::uint64_t tag);
  void send(const node_name& to, std::shared_ptr<peer::Packet> packet);

  pinned& self_;
  bus_door bus_;
  caf::actor api_;        // null: the node does not run yet
  caf::actor inspector_;  // the same
  standing_ptr standing_;
  std::map<std::uint64_t, inquiry> inquiries_;
  /// Of other nodes, which our own API or inspector is at.
  std::map<std::uint64_t, question> questions_;
  std::uint64_t asked_ = 0;
};

}  // namespace parley::cluster
