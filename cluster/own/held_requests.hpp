// SPDX-License-Identifier: Apache-2.0
// Requests of relays that wait until this node may serve their rooms. Bounded:
// relays send again what does not fit. Pure.
#pragma once

#include "cluster/view.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace parley::cluster::own {

/// `Packet`: the requests of one relay that came together.
template <class Packet>
class held_requests {
 public:
  /// At most `bound` packets, but for attach requests.
  explicit held_requests(std::size_t bound) : bound_(bound) {}

  /// A relay sends all its open requests again after an attach request, so that
  /// replaces what is held of its node for the room.
  void add(const std::string& room, const node_name& from, bool attaches,
           Packet packet) {
    auto& of_room = rooms_[room];
    if (attaches) {
      count_ -= std::erase_if(
          of_room, [&](const entry& each) { return each.from == from; });
    } else if (count_ >= bound_) {
      if (of_room.empty()) rooms_.erase(room);
      return;
    }
    ++count_;
    of_room.push_back({from, attaches, std::move(packet)});
  }

  /// Those of one room in the order in which they came.
  std::vector<Packet> take(const std::string& room) {
    std::vector<Packet> out;
    const auto at = rooms_.extract(room);
    if (at.empty()) return out;
    count_ -= at.mapped().size();
    for (auto& each : at.mapped()) out.push_back(std::move(each.packet));
    return out;
  }

  std::vector<std::string> rooms() const {
    std::vector<std::string> out;
    for (const auto& [room, packets] : rooms_) out.push_back(room);
    return out;
  }

  template <class Visit>
  void for_each_attach(Visit visit) const {
    for (const auto& [room, packets] : rooms_)
      for (const auto& each : packets)
        if (each.attaches) visit(each.packet);
  }

  std::size_t size() const { return count_; }

 private:
  struct entry {
    node_name from;
    bool attaches;
    Packet packet;
  };

  const std::size_t bound_;
  /// Sorted, so that rooms begin in the same order in every run.
  std::map<std::string, std::vector<entry>> rooms_;
  std::size_t count_ = 0;
};

}  // namespace parley::cluster::own
