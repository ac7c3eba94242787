// SPDX-License-Identifier: Apache-2.0
// What a store is asked to change. Plain values: they may go from thread to
// thread.
#pragma once

#include "room/history.hpp"
#include "room/stored_room.hpp"

#include <string>
#include <variant>
#include <vector>

namespace parley {

// -- changes ------------------------------------------------------------------

/// Appends publications to a room.
struct append_records {
  std::string room;
  /// The room's end as its owner knows it. The offsets of the records follow it
  /// without gaps; they all are of its epoch.
  stream_position behind;
  std::vector<record> records;
  /// As of the last record.
  data_version version;
  /// The limits of the history from here on; older publications may be trimmed.
  history::bounds keep;
};

/// Forgets all publications of a room. Its end, keys and version stay.
struct clear_records {
  std::string room;
};

using change = std::variant<append_records, clear_records>;

inline const std::string& room_of(const change& one) {
  return std::visit(
      [](const auto& each) -> const std::string& { return each.room; }, one);
}

}  // namespace parley
