// SPDX-License-Identifier: Apache-2.0
// The ends of the logs of rooms that this node owned last: if such an end is
// unchanged, the node still owns the room. Pure.
#pragma once

#include "protocol/name_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <utility>

namespace parley {

class released_rooms {
 public:
  using sequence = std::uint64_t;

  /// Over `bound` of them the one that was released first is forgotten.
  explicit released_rooms(std::size_t bound) : bound_(bound) {}

  void add(const std::string& room, sequence last);

  /// The end of this room's log, which is forgotten.
  std::optional<sequence> take(const std::string& room);

  std::size_t size() const { return rooms_.size(); }

 private:
  using entry = std::pair<std::string, sequence>;

  const std::size_t bound_;
  std::list<entry> rooms_;  // oldest first
  name_map<std::list<entry>::iterator> places_;
};

}  // namespace parley
