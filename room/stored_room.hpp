// SPDX-License-Identifier: Apache-2.0
// What is known of a room without its older publications: what a store loads
// and what the owner of a room passes on. Plain values: they may go from thread
// to thread.
#pragma once

#include "protocol/publication.hpp"
#include "room/draft.hpp"

#include <chrono>
#include <cstdint>
#include <string>
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

struct stored_room {
  /// Epoch and offset of the last publication.
  stream_position end;
  /// When that was published.
  stored_time used;
  data_version version;
  /// The newest publications, oldest first.
  std::vector<record> newest;
  std::vector<stored_key> keys;
};

}  // namespace parley
