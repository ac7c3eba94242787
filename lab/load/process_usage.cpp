// SPDX-License-Identifier: Apache-2.0
#include "lab/load/process_usage.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace parley::load {

namespace {

struct entry {
  pid_t parent = 0;
  process_usage used;
};

/// The line of /proc/PID/stat; the command's name in it may hold anything but
/// ends with the last bracket.
entry read_entry(const std::filesystem::path& directory) {
  std::ifstream file(directory / "stat");
  std::string line((std::istreambuf_iterator<char>(file)), {});
  std::istringstream rest(line.substr(line.rfind(')') + 1));
  const std::vector<std::string> fields(
      std::istream_iterator<std::string>(rest), {});
  // From the third field on: state, parent, ..., utime (14), stime (15), ...,
  // rss (24).
  constexpr std::size_t first = 3, parent = 4, user = 14, system = 15, rss = 24;
  if (fields.size() <= rss - first) return {};
  const auto number = [&](std::size_t field) {
    return std::stoull(fields[field - first]);
  };
  static const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return {static_cast<pid_t>(number(parent)),
          {static_cast<double>(number(user) + number(system)) / ticks,
           number(rss) * page}};
}

std::map<pid_t, entry> all_processes() {
  std::map<pid_t, entry> all;
  for (const auto& each : std::filesystem::directory_iterator("/proc")) {
    const auto name = each.path().filename().string();
    pid_t pid = 0;
    const auto* const end = name.data() + name.size();
    if (std::from_chars(name.data(), end, pid).ptr != end) continue;
    all.emplace(pid, read_entry(each.path()));
  }
  return all;
}

bool is_below(const std::map<pid_t, entry>& all, pid_t pid, pid_t root) {
  while (pid != root) {
    const auto at = all.find(pid);
    if (at == all.end() || at->second.parent == 0) return false;
    pid = at->second.parent;
  }
  return true;
}

}  // namespace

process_usage process_usage::of(pid_t pid) {
  process_usage sum;
  const auto all = all_processes();
  for (const auto& [each, found] : all) {
    if (!is_below(all, each, pid)) continue;
    sum.cpu += found.used.cpu;
    sum.resident += found.used.resident;
  }
  return sum;
}

double process_usage::own_cpu() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace parley::load
