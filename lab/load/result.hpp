// SPDX-License-Identifier: Apache-2.0
// The result of a run.
#pragma once

#include "lab/load/histogram.hpp"
#include "lab/load/plan.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley::load {

struct result {
  std::string name;  // of the preset, or of the scenario
  std::string url;
  std::string protocol;
  load::plan plan;

  double seconds = 0;          // that were measured
  double server_cpu = 0;       // seconds of them; 0 without a process to watch
  double generator_cpu = 0;    // the same of this process
  std::uint64_t messages = 0;  // published in that time
  std::uint64_t deliveries = 0;  // received in that time
  histogram latency{};           // of those, from publishing to receiving, ns
  /// Before some members stopped reading; only of the scenario `slow`.
  std::optional<histogram> latency_without_slow{};
  /// Deliveries of each tenth of a second.
  std::vector<std::uint64_t> timeline{};

  std::uint64_t connections = 0;     // or visits
  std::int64_t resident_growth = 0;  // bytes, see docs/bench.md
  double join_cpu = 0;               // seconds until all were in
  double join_seconds = 0;

  // -- what must be zero ------------------------------------------------------
  std::uint64_t lost = 0;
  std::uint64_t duplicated = 0;
  std::uint64_t reordered = 0;
  std::uint64_t refused = 0;   // messages that were answered with an error
  std::uint64_t failures = 0;  // connections refused, or ended by the server

  /// Members that stopped reading and were ended by the server, as they should.
  std::uint64_t slow_ended = 0;

  bool is_clean() const {
    return lost + duplicated + reordered + refused + failures == 0;
  }

  /// Microseconds of the server's CPU for one delivery; 0 when not measured.
  double cpu_per_delivery() const;
  double cpu_per_join() const;  // or visit
  double bytes_per_connection() const;
};

}  // namespace parley::load
