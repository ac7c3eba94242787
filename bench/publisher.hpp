// SPDX-License-Identifier: Apache-2.0
// Keeps a number of publications under way in each of many rooms, and measures
// how long each took to be acknowledged.
#pragma once

#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/topology.hpp"

#include <caf/behavior.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace parley::bench {

class publisher {
 public:
  static constexpr const char* name = "publisher";

  using clock = std::chrono::steady_clock;

  struct plan {
    std::vector<std::string> rooms;
    /// Publications under way in each room.
    std::size_t window = 1;
    std::size_t size = 100;  // bytes of each
    clock::duration time;
  };
  struct result {
    std::vector<clock::duration> waits;  // one for each acknowledged
    std::size_t refused = 0;
    clock::duration took;
  };

  /// `done` is called on the actor's thread when the time is over and the last
  /// one was answered.
  publisher(pinned& self, const topology& actors, plan wanted,
            std::function<void(result)> done);

  caf::behavior make_behavior();

 private:
  void begin();
  void publish(std::uint64_t tag);
  void on_answer(const msg::room_answer& answer);

  pinned& self_;
  const topology& actors_;
  plan plan_;
  std::function<void(result)> done_;
  result result_;
  clock::time_point began_;
  std::vector<clock::time_point> sent_;  // by tag
  std::size_t open_ = 0;
};

}  // namespace parley::bench
