// SPDX-License-Identifier: Apache-2.0
// Looks at the account of memory again and again: logs each change of its
// level, and has memory given back while it is short. Used by the watchdog's
// thread.
#pragma once

#include "protocol/memory_use.hpp"

#include <functional>

namespace parley {

class memory_watch {
 public:
  /// `shed` makes all loops close their slowest connections; it must not block.
  explicit memory_watch(std::function<void()> shed) : shed_(std::move(shed)) {}

  void look(const memory_report& now);

 private:
  std::function<void()> shed_;
  memory_level last_ = memory_level::normal;
};

}  // namespace parley
