// What a store keeps of a room, and what it is told to change. Plain values:
// they may go from thread to thread.
#pragma once

#include "protocol/publication.hpp"
#include "room/draft.hpp"
#include "room/history.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace parley {

/// Times of day are kept in whole milliseconds.
using stored_time = std::chrono::system_clock::time_point;

/// A publication as it is kept.
struct record {
  publication_ptr said;  // with its offset
  stored_time at;
  /// Its publisher's, to find a second try by; empty: none. What a store gives
  /// back has none here: it outlives the record, see `stored_key`.
  std::string idempotency_key{};
};

/// The answer that a publication with an idempotency key got. It outlives the
/// publication.
struct stored_key {
  std::string key;
  std::uint64_t offset = 0;
  stored_time at;
};

/// What is known of a room without its older publications.
struct stored_room {
  /// Epoch and offset of the last publication.
  stream_position end;
  /// When it was said.
  stored_time used;
  data_version version;
  /// The newest publications, oldest first.
  std::vector<record> newest;
  std::vector<stored_key> keys;
};

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
