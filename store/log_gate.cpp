// SPDX-License-Identifier: Apache-2.0
#include "store/log_gate.hpp"

#include <utility>

namespace parley {

std::string log_place(std::string_view subject) {
  return "log " + std::string(subject);
}

log_gate::log_gate(const cluster_seal& seal, std::string_view subject)
    : seal_(seal), place_(log_place(subject)) {}

std::optional<peer::LogEntry> log_gate::open(std::string_view message) const {
  const auto bytes = seal_.open(place_, message);
  peer::LogEntry entry;
  if (!bytes ||
      !entry.ParseFromArray(bytes->data(), static_cast<int>(bytes->size())))
    return std::nullopt;
  return entry;
}

// Entries before the first remaining one may have been deleted.
log_gate::judged log_gate::next(std::uint64_t at, std::string_view message) {
  auto entry = open(message);
  const auto before = std::exchange(before_, at);
  if (entry && seal_.has_secret() && before != 0 && entry->behind() != before)
    return {.is_copy = true};
  return {.entry = std::move(entry)};
}

}  // namespace parley
