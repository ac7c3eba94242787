// SPDX-License-Identifier: Apache-2.0
#include "server/available_memory.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <unistd.h>

namespace parley {

namespace {

std::uint64_t machine_memory() {
  const auto pages = ::sysconf(_SC_PHYS_PAGES);
  const auto size = ::sysconf(_SC_PAGE_SIZE);
  if (pages <= 0 || size <= 0) return 0;
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size);
}

/// Of the line "0::/path" that cgroup v2 has (cgroups(7)).
std::string own_control_group() {
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);)
    if (line.starts_with("0::")) return line.substr(3);
  return {};
}

/// 0 when the file is missing or has "max".
std::uint64_t limit_in(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::uint64_t bytes = 0;
  return in >> bytes ? bytes : 0;
}

/// 0 stands for no limit.
std::uint64_t stricter(std::uint64_t a, std::uint64_t b) {
  if (a == 0 || b == 0) return std::max(a, b);
  return std::min(a, b);
}

}  // namespace

std::uint64_t control_group_limit(const std::filesystem::path& root,
                                  std::string_view path) {
  std::uint64_t strictest = 0;
  auto group = std::filesystem::path(path).relative_path();
  for (;; group = group.parent_path()) {
    strictest = stricter(strictest, limit_in(root / group / "memory.max"));
    if (group.empty()) return strictest;
  }
}

std::uint64_t available_memory() {
  return stricter(machine_memory(),
                  control_group_limit("/sys/fs/cgroup", own_control_group()));
}

std::uint64_t memory_limit(std::uint64_t configured) {
  if (configured != 0) return configured;
  return static_cast<std::uint64_t>(static_cast<double>(available_memory()) *
                                    default_memory_share);
}

}  // namespace parley
