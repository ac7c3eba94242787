// SPDX-License-Identifier: Apache-2.0
#include "actors/process_figures.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace parley {
namespace {

/// The value in the line of this name; nothing without such a line.
std::optional<double> value_of(const std::string& name) {
  const auto text = process_metrics();
  const auto at = text.find('\n' + name + ' ');
  if (at == std::string::npos) return std::nullopt;
  return std::stod(text.substr(at + name.size() + 2));
}

TEST(ProcessFigures, have_the_names_that_dashboards_know) {
  EXPECT_GT(value_of("process_cpu_seconds_total").value_or(-1), 0);
  EXPECT_GT(value_of("process_max_fds").value_or(-1), 0);
  const auto now = std::chrono::duration<double>(
      std::chrono::system_clock::now().time_since_epoch());
  const auto start = value_of("process_start_time_seconds").value_or(0);
  EXPECT_LE(start, now.count());
  constexpr double day = 24 * 60 * 60;
  EXPECT_GT(start, now.count() - day);
}

TEST(ProcessFigures, memory_is_what_is_resident) {
  constexpr std::size_t size = 64 << 20;
  const auto before = value_of("process_resident_memory_bytes").value_or(0);
  EXPECT_GT(before, 0);
  std::vector<char> used(size, 1);
  const auto with = value_of("process_resident_memory_bytes").value_or(0);
  EXPECT_GT(with, before + size / 2) << static_cast<int>(used[size / 2]);
}

}  // namespace
}  // namespace parley
