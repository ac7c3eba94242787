// SPDX-License-Identifier: Apache-2.0
// The members of all rooms of a run: connects them, and waits until each is in
// its room.
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
  pid_t server = 0;  // 0: CPU and memory are not measured
  /// Called with a line for the user when a phase of the run begins.
  std::function<void(const std::string&)> progress;

  process_usage usage() const {
    return server == 0 ? process_usage{} : process_usage::of(server);
  }
};

class crowd : public watcher {
 public:
  crowd(stage where, const load::plan& plan);

  /// Connects all, and returns when each has received a message of its room.
  /// Throws std::runtime_error when not all of them do in time.
  void gather(result& into);

  void on_open(std::size_t who) override;
  void on_heard(std::size_t who, const mark& what, std::int64_t at) override;
  void on_lost(std::size_t who) override;
  void on_refused(std::size_t errors) override;
  std::int64_t on_turn(std::int64_t at) override;

 protected:
  ~crowd() = default;

  /// A message of a room's speaker that is no call (see `call_rooms`).
  virtual void on_message(std::size_t who, const mark& what,
                          std::int64_t at) = 0;

  /// The first member of a room publishes.
  std::size_t speaker_of(std::uint32_t room) const {
    return static_cast<std::size_t>(room) * plan_.members;
  }

  std::uint64_t failures() const { return failures_; }
  std::uint64_t refused() const { return refused_; }

  stage stage_;
  const load::plan plan_;

 private:
  void call_rooms(std::int64_t at);

  std::size_t asked_ = 0;  // number of clients that have begun to connect
  std::size_t opened_ = 0;
  std::size_t present_ = 0;  // have received something
  std::vector<char> is_present_;
  std::vector<std::size_t> awaited_;  // of each room
  std::int64_t next_call_ = 0;
  std::uint64_t failures_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace parley::load
