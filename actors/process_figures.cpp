// SPDX-License-Identifier: Apache-2.0
#include "actors/process_figures.hpp"

#include "protocol/metric_families.hpp"

#include <chrono>
#include <cstddef>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parley {

namespace {

// Initialised before main, so nearly when the process began.
const auto process_start = std::chrono::system_clock::now();

double seconds_of(const timeval& time) {
  constexpr double micro = 1e-6;
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_usec) * micro;
}

/// proc(5): /proc/self/statm is in pages; the second number is the resident
/// size.
std::size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  in >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

std::string process_metrics() {
  metric_families out("process");
  out.gauge("resident_memory_bytes", "Resident memory.", resident_bytes());
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  out.counter("cpu_seconds_total", "CPU time, of the user and the system.",
              seconds_of(used.ru_utime) + seconds_of(used.ru_stime));
  out.gauge(
      "start_time_seconds", "When the process began, unix time.",
      std::chrono::duration<double>(process_start.time_since_epoch()).count());
  struct stat descriptors {};
  if (::stat("/proc/self/fd", &descriptors) == 0 && descriptors.st_size > 0)
    out.gauge("open_fds", "Open file descriptors.", descriptors.st_size);
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
    out.gauge("max_fds", "Descriptors that may be open.", limit.rlim_cur);
  return out.text();
}

}  // namespace parley
