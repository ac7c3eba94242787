// SPDX-License-Identifier: Apache-2.0
// What a run of `parley-lab bench` does: a scenario, its sizes and its server.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::load {

enum class scenario {
  fanout,  // rooms in which one member publishes and all receive
  idle,    // connections that send nothing
  joins,   // many connections at once
  churn,   // visits that join, publish and leave, one after the other
  slow,    // a room in which some stop reading
};

struct plan {
  load::scenario scenario = scenario::fanout;
  std::size_t rooms = 1;
  std::size_t members = 1'000;  // of each room; its speaker is one of them
  std::size_t size = 100;       // bytes of a payload
  /// Messages of each room that may be outstanding; 0: `rate` applies.
  std::size_t window = 0;
  double rate = 50'000;  // deliveries per second, of all rooms together
  std::size_t slow = 0;  // members that stop reading
  std::chrono::milliseconds warmup{1'000};
  std::chrono::milliseconds measured{5'000};

  std::size_t connections() const { return rooms * members; }
};

struct preset {
  std::string_view name;
  std::string_view what;
  load::plan plan;
};

/// The scenarios that docs/performance.md compares servers by.
const std::vector<preset>& presets();

/// Null when no scenario has this name.
const preset* find_preset(std::string_view name);

}  // namespace parley::load
