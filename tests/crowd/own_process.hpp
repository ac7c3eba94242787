// SPDX-License-Identifier: Apache-2.0
// What this process uses, as the kernel tells it: server and clients together.
#pragma once

#include <chrono>
#include <cstddef>

namespace parley::crowd_test {

/// Sockets, files and all else. A thread that starts may hold one for a moment
/// (the C library reads how many CPUs there are), so compare with <=.
std::size_t open_descriptors();

/// Growth of the physical memory since it was made.
class memory_watch {
 public:
  memory_watch();

  /// Bytes at most so far.
  std::size_t grown() const;

 private:
  std::size_t before_ = 0;
};

/// Wall and CPU time since it was made, on the clients' thread.
class stopwatch {
 public:
  stopwatch();

  struct reading {
    double wall;  // seconds, as are the others
    double clients_cpu;
    double server_cpu;  // of all other threads, which are the server's
  };
  reading read() const;

 private:
  std::chrono::steady_clock::time_point started_;
  double process_;
  double thread_;
};

}  // namespace parley::crowd_test
