#include "tests/crowd/process.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <malloc.h>
#include <stdexcept>
#include <string>

namespace parley::crowd_test {

namespace {

/// A line of /proc/self/status such as "VmRSS:     1234 kB", in bytes.
std::size_t status_bytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::size_t kilobytes = 0;
    if (word == key && status >> kilobytes) return kilobytes * 1'024;
  }
  throw std::runtime_error("no " + key + " in /proc/self/status");
}

std::chrono::duration<double> cpu(clockid_t which) {
  timespec used{};
  ::clock_gettime(which, &used);
  return std::chrono::seconds(used.tv_sec) +
         std::chrono::nanoseconds(used.tv_nsec);
}

}  // namespace

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator open("/proc/self/fd");
  // One of them is the directory's own.
  return static_cast<std::size_t>(std::distance(begin(open), end(open))) - 1;
}

// What earlier tests have freed would otherwise be taken first, unseen.
memory_watch::memory_watch() {
  ::malloc_trim(0);
  constexpr const char* peak = "5";  // proc(5)
  if (!(std::ofstream("/proc/self/clear_refs") << peak << std::flush))
    throw std::runtime_error("cannot write /proc/self/clear_refs");
  before_ = status_bytes("VmRSS:");
}

// The kernel counts a few pages late, so the peak may seem to be below.
std::size_t memory_watch::grown() const {
  return std::max(status_bytes("VmHWM:"), before_) - before_;
}

stopwatch::stopwatch()
    : started_(std::chrono::steady_clock::now()),
      process_(cpu(CLOCK_PROCESS_CPUTIME_ID)),
      thread_(cpu(CLOCK_THREAD_CPUTIME_ID)) {}

stopwatch::reading stopwatch::read() const {
  const std::chrono::duration<double> wall =
      std::chrono::steady_clock::now() - started_;
  const auto crowd = cpu(CLOCK_THREAD_CPUTIME_ID) - thread_;
  const auto all = cpu(CLOCK_PROCESS_CPUTIME_ID) - process_;
  return {wall.count(), crowd.count(), (all - crowd).count()};
}

}  // namespace parley::crowd_test
