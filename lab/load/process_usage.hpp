// What a process and its children have used, as the kernel tells it (proc(5)).
#pragma once

#include <cstdint>
#include <sys/types.h>

namespace parley::load {

struct process_usage {
  double cpu = 0;              // seconds, user and system
  std::uint64_t resident = 0;  // bytes

  /// Of `pid` and all processes below it; nothing of one that is not there.
  static process_usage of(pid_t pid);

  /// CPU of this process.
  static double own_cpu();
};

}  // namespace parley::load
