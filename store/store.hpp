// SPDX-License-Identifier: Apache-2.0
// History that survives: the publications of many rooms, and where each room
// has come to. Calls block; each object is used by one thread at a time.
#pragma once

#include "store/record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace parley {

/// The store cannot carry out a request: the disk is full, a file is damaged.
/// The text is for the operator. Nothing was changed; a later call may succeed.
class store_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What became of one change.
enum class change_outcome : std::uint8_t {
  committed,
  /// The room's end is not at the owner's position: another owner has written.
  conflict,
};

class store {
 public:
  store() = default;
  store(const store&) = delete;
  store& operator=(const store&) = delete;
  virtual ~store() = default;

  /// Makes the changes, in order and in one transaction; they are durable when
  /// this returns. A change in conflict is skipped, the others are made. An
  /// append to an unknown room starts at any position of its owner. An append
  /// after offset 0 of another epoch replaces the room: the publications, keys
  /// and version of the old epoch are removed; it is a conflict unless the old
  /// epoch has passed its `meta_ttl`, so that no owner restarts a room by
  /// mistake. An append of no records changes nothing. Returns one
  /// change_outcome for each change. Throws `store_error`; then no change was
  /// made.
  virtual std::vector<change_outcome> commit(
      std::span<const change> changes) = 0;

  struct load_wish {
    /// Maximum number of publications, and none older than `since`.
    std::size_t newest = 0;
    stored_time since{};
    /// No key older than this, at most `keys`, oldest first, the newest ones.
    stored_time keys_since{};
    std::size_t keys = 0;
  };

  /// The stored state of a room; nothing if there is none. Throws
  /// `store_error`.
  virtual std::optional<stored_room> load(const std::string& room,
                                          const load_wish& wish) = 0;

  /// The room's owner has ended, and the next owner will load the room first:
  /// its state in memory may be dropped.
  virtual void release(const std::string&) {}

  struct range {
    std::size_t limit = 0;
    /// Exclusive; nothing: from the oldest, in reverse from the newest.
    std::optional<std::uint64_t> since{};
    bool reverse = false;
    /// No publications with a lower offset than `first` or older than
    /// `said_since`: those count as trimmed. None above `last` either. There
    /// are no gaps: if a clock was set back, all publications after one that
    /// counts do so too.
    std::uint64_t first = 1;
    std::uint64_t last = UINT64_MAX;
    stored_time said_since{};
    /// Bytes of publications, as `size_in_answer` counts them, after at least
    /// one publication.
    std::size_t bytes = SIZE_MAX;
  };

  /// Publications of a room in the order of their offsets, in reverse the other
  /// way round. Throws `store_error`.
  virtual std::vector<record> read(const std::string& room,
                                   const range& wanted) = 0;

  /// Removes at most about `limit` expired entries: publications by the limits
  /// of the last append, keys after `recent_keys::lifetime`, whole rooms
  /// `meta_ttl` after the last append. Entries that have just expired may wait
  /// for more. False if nothing is left to remove now. Throws `store_error`.
  virtual bool trim(stored_time now, std::size_t limit) = 0;
};

}  // namespace parley
