// SPDX-License-Identifier: Apache-2.0
#include "cli/journal_report.hpp"

#include "protocol/centrifuge/json.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <numeric>

namespace parley {

namespace {

std::string padded(std::string text, std::size_t width, bool to_the_right) {
  const auto blanks = std::string(width - std::min(width, text.size()), ' ');
  return to_the_right ? blanks + text : text + blanks;
}

std::string date_of(stored_time at) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
  std::tm parts{};
  std::array<char, 64> text{};
  if (!gmtime_r(&seconds, &parts) ||
      std::strftime(text.data(), text.size(), "%F %T UTC", &parts) == 0)
    return std::to_string(seconds);
  return text.data();
}

std::string row(const std::string& kept, const std::string& offsets,
                const std::string& used, const std::string& name) {
  return padded(kept, 12, true) + "  " + padded(offsets, 20, false) + "  " +
         padded(used, 23, false) + "  " + name + '\n';
}

std::string offsets_of(const room_summary& room) {
  const auto end = std::to_string(room.end.offset);
  return room.kept == 0 ? "ends at " + end
                        : std::to_string(room.oldest) + " to " + end;
}

std::string counted(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

}  // namespace

std::string describe(std::vector<room_summary> rooms, std::uint64_t file_size) {
  std::ranges::stable_sort(rooms, std::ranges::greater(), &room_summary::kept);
  auto text = row("publications", "offsets", "last said", "room");
  for (const auto& each : rooms)
    text += row(std::to_string(each.kept), offsets_of(each), date_of(each.used),
                centrifuge::quoted(each.name));
  return text + count_of(rooms) + ", " + counted(file_size, "byte") + '\n';
}

std::string count_of(const std::vector<room_summary>& rooms) {
  const auto kept = std::accumulate(
      rooms.begin(), rooms.end(), std::uint64_t{0},
      [](std::uint64_t sum, const auto& each) { return sum + each.kept; });
  return counted(rooms.size(), "room") + ", " + counted(kept, "publication");
}

}  // namespace parley
