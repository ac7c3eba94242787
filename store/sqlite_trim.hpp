// SPDX-License-Identifier: Apache-2.0
// Removes expired data from a database of our schema, in small steps.
#pragma once

#include "store/sqlite_statement.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace parley {

class sqlite_trim {
 public:
  explicit sqlite_trim(const sqlite_file& file);

  /// Forgets at most about `limit` things, in the caller's transaction.
  void trim(std::int64_t now_ms, std::size_t limit);

  /// There is a room that `trim` would look at.
  bool is_due(std::int64_t now_ms);

 private:
  struct due_room {
    std::int64_t id = 0;
    std::uint64_t top = 0;
    std::int64_t used_ms = 0;
    std::uint64_t size = 0;
    std::chrono::milliseconds ttl{0};
    std::chrono::milliseconds meta_ttl{0};
  };

  /// What became of the oldest entries of a table.
  struct outcome {
    std::size_t forgotten = 0;
    /// When the oldest that is left is over; the greatest number: none is.
    std::int64_t next_ms = 0;
    /// There is more to forget.
    bool is_unfinished = false;
  };

  /// One that is due, the longest first.
  std::optional<due_room> next_due(std::int64_t now_ms);
  std::size_t trim(const due_room& room, std::int64_t now_ms,
                   std::size_t limit);
  outcome trim_lowest(sqlite_statement& lowest, sqlite_statement& forget,
                      const due_room& room, std::uint64_t surplus,
                      std::chrono::milliseconds ttl, std::int64_t now_ms,
                      std::size_t limit);

  sqlite_statement due_;
  sqlite_statement lowest_records_;
  sqlite_statement forget_records_;
  sqlite_statement lowest_keys_;
  sqlite_statement forget_keys_;
  sqlite_statement forget_room_;
  sqlite_statement look_again_;
};

}  // namespace parley
