// SPDX-License-Identifier: Apache-2.0
#include "store/released_rooms.hpp"

namespace parley {

void released_rooms::add(const std::string& room, sequence last) {
  static_cast<void>(take(room));
  places_[room] = rooms_.emplace(rooms_.end(), room, last);
  if (rooms_.size() > bound_) {
    places_.erase(rooms_.front().first);
    rooms_.pop_front();
  }
}

std::optional<released_rooms::sequence> released_rooms::take(
    const std::string& room) {
  const auto found = places_.find(room);
  if (found == places_.end()) return std::nullopt;
  const auto last = found->second->second;
  rooms_.erase(found->second);
  places_.erase(found);
  return last;
}

}  // namespace parley
