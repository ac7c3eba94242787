// SPDX-License-Identifier: Apache-2.0
// The relays of the rooms that a loop of this node owns, by room and by process
// of the node that each is on. When a process ends, its members leave their
// rooms a few at a time, so that no room stands still for a large node. Pure.
#pragma once

#include "cluster/link/owner_end.hpp"
#include "cluster/view.hpp"
#include "protocol/ids.hpp"
#include "protocol/name_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace parley::cluster::own {

/// A process of a node, by its place in the ids of its connections.
using slot = std::uint32_t;

/// The owner's side of one relay.
struct relay_record {
  link::owner_end link;
  /// Of its members.
  std::set<std::uint32_t> numbers;
};
using relays_of_room = std::map<slot, relay_record>;

class relay_table {
 public:
  /// At most `processes` of other nodes are served: each is one start of one.
  explicit relay_table(std::size_t processes) : bound_(processes) {}

  // -- processes --------------------------------------------------------------

  /// Of the process with this number; nothing: over the bound. A new process
  /// means that the one before of that node is gone: its members depart.
  std::optional<slot> slot_of(const node_name& node, std::uint64_t number);
  const node_name& node_of(slot which) const { return processes_[which].node; }

  using in_view = std::function<bool(const node_name&)>;
  /// Members of nodes that are not in the view depart.
  void forget_lost(const in_view& is_in_view);

  // -- relays -----------------------------------------------------------------

  std::size_t size() const { return rooms_.size(); }
  bool has(const std::string& room) const { return rooms_.contains(room); }
  /// Null: the relay has not asked to be attached.
  relay_record* find(const std::string& room, slot from);
  relay_record& add(const std::string& room, slot from);
  /// With the last relay goes the room.
  void erase(const std::string& room, slot from);

  template <class Visit>
  void for_each(Visit visit) {
    for (auto& [room, there] : rooms_)
      for (auto& [from, relay] : there.relays) visit(room, from, relay);
  }

  // -- rooms ------------------------------------------------------------------

  /// The room has attached a relay: its actor has this id.
  void on_attached(const std::string& room, room_id id);
  /// Whether it has attached one.
  bool is_running(const std::string& room) const;
  /// Null: no relay of this room was attached.
  const std::string* name_of(room_id id) const;
  relays_of_room& relays_of(const std::string& room) {
    return rooms_.at(room).relays;
  }
  void erase(const std::string& room);

  // -- departures -------------------------------------------------------------

  struct departure {
    std::string room;
    slot from = 0;
    /// Nothing: the relay itself.
    std::optional<std::uint32_t> member;
  };
  /// The next ones, at most so many; rooms without relays go after the last.
  std::vector<departure> take_departures(std::size_t most);
  bool has_departures() const { return !departures_.empty(); }

 private:
  struct process {
    node_name node;
    /// Those that have a relay there. Sorted, so that they leave in the same
    /// order in every run.
    std::set<std::string> rooms{};
  };
  struct owned {
    /// Of the room's actor, once it has attached a relay.
    std::optional<room_id> id;
    relays_of_room relays;
  };

  void forget(slot gone);
  void erase_deserted();

  const std::size_t bound_;
  std::vector<process> processes_;  // by slot
  std::map<std::pair<node_name, std::uint64_t>, slot> slots_;
  /// The newest process of each node.
  std::map<node_name, slot> newest_;
  name_map<owned> rooms_;
  std::unordered_map<room_id, std::string> names_;
  std::deque<departure> departures_;
  /// The rooms whose last relay has gone with its process.
  std::vector<std::string> deserted_;
};

}  // namespace parley::cluster::own
