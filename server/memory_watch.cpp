// SPDX-License-Identifier: Apache-2.0
#include "server/memory_watch.hpp"

#include <spdlog/spdlog.h>

namespace parley {

void memory_watch::look(const memory_report& now) {
  if (now.level != last_) {
    const bool is_worse = now.level > last_;
    last_ = now.level;
    std::uint64_t held = 0;
    for (const auto each : now.held) held += each;
    spdlog::log(is_worse ? spdlog::level::warn : spdlog::level::info,
                "memory.level level={} held={} limit={}", name_of(now.level),
                held, now.limit);
  }
  if (now.level == memory_level::shedding) shed_();
}

}  // namespace parley
