// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/own_process.hpp"

#include "lab/load/process_usage.hpp"

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

double thread_cpu() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) +
         static_cast<double>(used.tv_nsec) / 1e9;
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
      process_(load::process_usage::own_cpu()),
      thread_(thread_cpu()) {}

stopwatch::reading stopwatch::read() const {
  const std::chrono::duration<double> wall =
      std::chrono::steady_clock::now() - started_;
  const auto clients = thread_cpu() - thread_;
  const auto all = load::process_usage::own_cpu() - process_;
  return {wall.count(), clients, all - clients};
}

}  // namespace parley::crowd_test
