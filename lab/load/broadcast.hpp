// Rooms in which one member speaks and all hear it, as fast as told or with so
// many messages outstanding.
#pragma once

#include "lab/load/crowd.hpp"
#include "lab/load/tally.hpp"

#include <cstdint>
#include <vector>

namespace parley::load {

class broadcast final : public crowd {
 public:
  broadcast(stage where, const load::plan& plan);

  /// Speaks for `plan.warmup` and then for `plan.measured`, which it counts.
  void measure(result& into);

  /// The last members of each room stop reading, as many as the plan says.
  void slow_down();

  /// Says no more, waits for what is under way and puts the counters down.
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
