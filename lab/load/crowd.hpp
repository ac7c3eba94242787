// The members of all rooms of a run: they come, know that all are there, and
// leave when what they did has been counted.
#pragma once

#include "lab/load/fleet.hpp"
#include "lab/load/plan.hpp"
#include "lab/load/process_usage.hpp"
#include "lab/load/result.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace parley::load {

/// What a scenario needs to run.
struct stage {
  load::fleet& clients;
  pid_t server = 0;  // 0: nobody's use is watched
  /// Told of what goes on, for a person to see.
  std::function<void(const std::string&)> progress;

  process_usage usage() const {
    return server == 0 ? process_usage{} : process_usage::of(server);
  }
};

class crowd : public watcher {
 public:
  crowd(stage where, const load::plan& plan);

  /// Connects all, and returns when each has heard something of its room.
  /// Throws std::runtime_error when they do not come to that.
  void gather(result& into);

  void on_open(std::size_t who) override;
  void on_heard(std::size_t who, const mark& what, std::int64_t at) override;
  void on_lost(std::size_t who) override;
  void on_refused(std::size_t errors) override;
  std::int64_t on_turn(std::int64_t at) override;

 protected:
  ~crowd() = default;

  /// A message of a room's speaker that is not for its being there.
  virtual void on_message(std::size_t who, const mark& what,
                          std::int64_t at) = 0;

  /// The first member of a room speaks.
  std::size_t speaker_of(std::uint32_t room) const {
    return static_cast<std::size_t>(room) * plan_.members;
  }

  std::uint64_t failures() const { return failures_; }
  std::uint64_t refused() const { return refused_; }

  stage stage_;
  const load::plan plan_;

 private:
  void call_rooms(std::int64_t at);

  std::size_t asked_ = 0;  // to connect
  std::size_t opened_ = 0;
  std::size_t present_ = 0;  // have heard something
  std::vector<char> is_present_;
  std::vector<std::size_t> awaited_;  // of each room
  std::int64_t next_call_ = 0;
  std::uint64_t failures_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace parley::load
