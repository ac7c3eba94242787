// SPDX-License-Identifier: Apache-2.0
// Looks at all actors of its loop, a slice a turn, and reports the ones asked
// for. One actor per loop.
#pragma once

#include "actors/inspection_messages.hpp"
#include "actors/pinned.hpp"

#include <caf/actor.hpp>
#include <caf/behavior.hpp>

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace parley {

class surveyor {
 public:
  static constexpr const char* name = "surveyor";

  explicit surveyor(pinned& self);

  caf::behavior make_behavior();

 private:
  using clock = std::chrono::steady_clock;

  /// An actor that may be among the rows, kept alive until it is reported.
  struct candidate {
    double value;
    caf::actor who;
  };

  void on_survey(msg::survey& request);
  void on_next_slice();
  void begin();
  void look_at(pinned& actor);
  void consider(pinned& actor);
  void finish();
  double period_over();

  pinned& self_;
  std::deque<msg::survey> waiting_;  // the first one is under way
  loop_report report_;
  /// A heap: the least of them first.
  std::vector<candidate> best_;
  clock::time_point marked_;
  /// Seconds of the rates' period that this walk ends; 0: it ends none.
  double period_ = 0;
};

}  // namespace parley
