// SPDX-License-Identifier: Apache-2.0
// Rooms in which one member publishes and all receive: at a given rate, or with
// a given number of messages outstanding.
#pragma once

#include "lab/load/crowd.hpp"
#include "lab/load/tally.hpp"

#include <cstdint>
#include <vector>

namespace parley::load {

class broadcast final : public crowd {
 public:
  broadcast(stage where, const load::plan& plan);

  /// Publishes for `plan.warmup`, then for `plan.measured`, and counts the
  /// latter.
  void measure(result& into);

  /// The last `plan.slow` members of each room stop reading.
  void slow_down();

  /// Stops publishing, waits for messages in flight and fills in the counters.
  void finish(result& into);

  std::int64_t on_turn(std::int64_t at) override;
  void on_lost(std::size_t who) override;

 private:
  void on_message(std::size_t who, const mark& what, std::int64_t at) override;
  void speak(std::uint32_t room, std::int64_t at);
  bool may_speak(std::uint32_t room) const;
  void let_slow_ones_read(bool reads);
  void hear_the_slow_ones_out();
  bool is_slow(std::size_t who) const;
  bool is_over() const;

  struct room_state {
    std::uint32_t said = 0;
    std::uint64_t heard = 0;
  };

  std::uint64_t said() const;   // in all rooms
  std::uint64_t heard() const;  // the same

  std::vector<room_state> rooms_;
  tally tally_;
  result* measuring_ = nullptr;
  std::int64_t began_ = 0;
  bool speaking_ = false;
  std::int64_t next_due_ = 0;
  std::uint32_t next_room_ = 0;
  std::size_t listeners_;  // of each room that still read
  std::uint64_t slow_ended_ = 0;
};

}  // namespace parley::load
