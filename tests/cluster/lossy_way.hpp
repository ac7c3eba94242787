// SPDX-License-Identifier: Apache-2.0
// A way of packets that loses, duplicates and reorders them, by chance.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <random>
#include <utility>

namespace parley::cluster {

using dice = std::mt19937_64;

struct network {
  int loss_percent = 0;
  int duplicate_percent = 0;
  bool reorders = false;
};

template <class Packet>
class way {
 public:
  way(dice& random, const network& rules) : random_(random), rules_(rules) {}

  void send(const Packet& packet) {
    if (percent() < rules_.loss_percent) return;
    packets_.push_back(packet);
    if (percent() < rules_.duplicate_percent) packets_.push_back(packet);
  }

  std::optional<Packet> arrive() {
    if (packets_.empty()) return std::nullopt;
    const auto which =
        rules_.reorders ? random_() % std::min<std::size_t>(packets_.size(), 5)
                        : 0;
    const auto at = packets_.begin() + static_cast<std::ptrdiff_t>(which);
    auto packet = std::move(*at);
    packets_.erase(at);
    return packet;
  }

  bool is_empty() const { return packets_.empty(); }

 private:
  int percent() { return static_cast<int>(random_() % 100); }

  dice& random_;
  const network& rules_;
  std::deque<Packet> packets_;
};

}  // namespace parley::cluster
