// SPDX-License-Identifier: Apache-2.0
// A thread that no loop can hold up. It finds loops that stand still: a turn
// that does not end is logged while it lasts; a turn that was merely long is
// logged by its own loop at its end. And it watches over memory.
#pragma once

#include "actors/home.hpp"
#include "server/memory_watch.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace parley {

class watchdog {
 public:
  /// The homes outlive it.
  watchdog(std::vector<home*> homes, memory_watch memory);
  ~watchdog();
  watchdog(const watchdog&) = delete;
  watchdog& operator=(const watchdog&) = delete;

  void start();
  void stop();

  /// Looks once, as the thread does again and again; how many loops it reports
  /// as standing still that it has not reported before.
  std::size_t look(home::clock::time_point now);

 private:
  struct watched {
    home* loop;
    /// When the turn began that was reported last.
    home::clock::time_point reported{};
  };

  void run();

  std::vector<watched> loops_;
  memory_watch memory_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace parley
