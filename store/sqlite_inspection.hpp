// What there is in a journal and whether it is whole, for people. Reads only;
// a server may write meanwhile.
#pragma once

#include "room/history.hpp"
#include "store/record.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace parley {

class sqlite_file;

/// A room without what was said in it.
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

/// What is wrong with a journal, a sentence each, at most about 100; empty: it
/// is whole. Reads all of it. Throws `store_error` when it cannot even be read.
std::vector<std::string> find_damage(const sqlite_file& file);

}  // namespace parley
