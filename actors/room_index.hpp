// SPDX-License-Identifier: Apache-2.0
// Rooms by name and by actor: the end of a room is found without a scan.
#pragma once

#include "protocol/name_hash.hpp"

#include <caf/actor_control_block.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

namespace parley {

/// `Entry` has an actor's handle `room`. The comparisons are parameters so that
/// a test can count them.
template <class Entry, class SameName = std::equal_to<>,
          class SameActor = std::equal_to<>>
class room_index {
 public:
  using map = std::unordered_map<std::string, Entry, name_hash, SameName>;
  using iterator = typename map::iterator;

  iterator find(const std::string& name) { return rooms_.find(name); }

  /// The room of an actor, or `end()`.
  iterator find(caf::actor_id actor) {
    const auto at = names_.find(actor);
    return at == names_.end() ? rooms_.end() : rooms_.find(at->second->first);
  }

  /// A name that is not in.
  Entry& add(std::string name, Entry room) {
    const auto id = room.room.id();
    const auto at = rooms_.emplace(std::move(name), std::move(room)).first;
    names_.emplace(id, &*at);
    return at->second;
  }

  void erase(iterator at) {
    names_.erase(at->second.room.id());
    rooms_.erase(at);
  }

  void clear() {
    names_.clear();
    rooms_.clear();
  }

  std::size_t size() const { return rooms_.size(); }
  iterator begin() { return rooms_.begin(); }
  iterator end() { return rooms_.end(); }

 private:
  map rooms_;
  /// Into `rooms_`, whose elements do not move.
  std::unordered_map<caf::actor_id, const typename map::value_type*,
                     std::hash<caf::actor_id>, SameActor>
      names_;
};

}  // namespace parley
