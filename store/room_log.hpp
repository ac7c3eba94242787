// SPDX-License-Identifier: Apache-2.0
// A durable room's log as JetStream keeps it: the appended entries, and the
// state of the room after reading them. Pure.
#pragma once

#include "protocol/peer/log.pb.h"
#include "store/record.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

namespace parley {

/// The entries of an append, none much larger than `entry_size` bytes.
std::vector<peer::LogEntry> entries_of(const append_records& append,
                                       std::size_t entry_size);

/// One that forgets all up to `end`.
peer::LogEntry clearing_entry(const stream_position& end, stored_time now);

/// An entry that only marks that the log has a new writer.
peer::LogEntry claiming_entry(const stored_room& known);

/// A room without publications. Members learn its epoch before the first
/// publication, and the next owner must use the same one.
stored_room begun_room(stored_time now);

/// Whether an append after `at` fits a log that ends there.
bool follows(const stream_position& at, const stream_position& end);

/// The end of the room after an entry.
stream_position end_of(const peer::LogEntry& entry);

/// The message from which a log must be read so that the room can continue:
/// with the publications that joins recover, and with their idempotency keys.
/// Maintained by the writer.
class log_tail {
 public:
  /// An entry is at `sequence` in the log, of which a reader needs the newest
  /// `wanted` publications at least.
  void add(std::uint64_t sequence, const peer::LogEntry& entry,
           std::size_t wanted);

  /// 0: from the oldest.
  std::uint64_t begin() const;

 private:
  struct mark {
    std::uint64_t sequence;
    std::uint64_t first;  // offset there
    std::int64_t time_ms;
  };
  std::deque<mark> marks_;
};

/// Reads a log from its oldest entry to the last.
class room_log {
 public:
  /// One that is malformed is passed over.
  void add(const peer::LogEntry& entry);

  /// There was never a publication.
  bool empty() const { return end_.epoch.empty(); }
  const stream_position& end() const { return end_; }

  stored_room known(const store::load_wish& wish) const;
  std::vector<record> read(const store::range& wanted) const;

 private:
  void begin(const stream_position& end);

  stream_position end_;
  stored_time used_{};
  data_version version_;
  /// With their keys, in order and without gaps.
  std::vector<record> records_;
  std::vector<stored_key> keys_;
};

}  // namespace parley
