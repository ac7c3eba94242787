// SPDX-License-Identifier: Apache-2.0
#include "server/watchdog.hpp"

#include "protocol/limits.hpp"

#include <spdlog/spdlog.h>

namespace parley {

watchdog::watchdog(std::vector<home*> homes, memory_watch memory)
    : memory_(std::move(memory)) {
  for (auto* each : homes) loops_.push_back({each});
}

watchdog::~watchdog() {
  stop();
}

void watchdog::start() {
  thread_ = std::thread([this] { run(); });
}

void watchdog::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void watchdog::run() {
  std::unique_lock lock(mutex_);
  while (
      !changed_.wait_for(lock, stall_threshold, [this] { return stopping_; })) {
    look(home::clock::now());
    memory_.look(memory_use::report());
  }
}

std::size_t watchdog::look(home::clock::time_point now) {
  std::size_t found = 0;
  for (auto& each : loops_) {
    const auto seen = each.loop->look();
    if (!seen || seen->began == each.reported ||
        now - seen->began < stall_threshold)
      continue;
    each.reported = seen->began;
    ++found;
    const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(
        now - seen->began);
    spdlog::error("loop.stuck loop={} ms={} actor={} id={}", each.loop->index(),
                  age.count(), seen->kind ? seen->kind : "none", seen->actor);
  }
  return found;
}

}  // namespace parley
