// SPDX-License-Identifier: Apache-2.0
// Contents and integrity of a journal, for people. Reads only; a server may
// write at the same time.
#pragma once

#include "room/history.hpp"
#include "store/record.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace parley {

class sqlite_file;

/// A room without its publications.
struct room_summary {
  std::string name;
  stream_position end;
  stored_time used;
  /// Publications, and the offset of the oldest; 0: none is kept.
  std::uint64_t kept = 0;
  std::uint64_t oldest = 0;
  history::bounds keep;
};

/// All rooms by name. Throws `store_error`.
std::vector<room_summary> summarize_rooms(const sqlite_file& file);

/// The faults of a journal, a sentence each, at most about 100; empty: none.
/// Reads all of it. Throws `store_error` if it cannot be read at all.
std::vector<std::string> find_damage(const sqlite_file& file);

}  // namespace parley
