// SPDX-License-Identifier: Apache-2.0
// What waits for the end of a loop's turn.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace parley {

/// Something with work for the end of the turn: a room with unsent words, an
/// outbox with unsent bytes. Lives on one loop.
class turn_task {
 public:
  virtual void at_turn_end() = 0;

 protected:
  ~turn_task() = default;
};

/// The tasks of one phase of a turn's end, run once each in order of request.
/// Used by one thread only.
class turn_queue {
 public:
  /// Runs `task` when this phase comes. The caller asks once per turn and
  /// withdraws a task that dies before.
  void add(turn_task& task) { tasks_.push_back(&task); }

  void withdraw(turn_task& task) {
    for (auto*& waiting : tasks_)
      if (waiting == &task) waiting = nullptr;
    for (auto*& waiting : running_)
      if (waiting == &task) waiting = nullptr;
  }

  bool empty() const { return tasks_.empty(); }

  /// Runs the tasks added so far; tasks that they add wait for the next call.
  void run() {
    running_.swap(tasks_);
    for (std::size_t i = 0; i < running_.size(); ++i)
      if (auto* task = running_[i]) task->at_turn_end();
    running_.clear();
  }

 private:
  std::vector<turn_task*> tasks_;
  std::vector<turn_task*> running_;
};

}  // namespace parley
