// SPDX-License-Identifier: Apache-2.0
// CPU and memory that a process and its children use, from proc(5).
#pragma once

#include <cstdint>
#include <sys/types.h>

namespace parley::load {

struct process_usage {
  double cpu = 0;              // seconds, user and system
  std::uint64_t resident = 0;  // bytes

  /// Of `pid` and all its descendants; zero when there is no such process.
  static process_usage of(pid_t pid);

  /// CPU of this process.
  static double own_cpu();
};

}  // namespace parley::load
