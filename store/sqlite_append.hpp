// SPDX-License-Identifier: Apache-2.0
// The changes requested by a store's owner, made in a database of our schema.
// Inside the caller's transaction.
#pragma once

#include "store/append_rule.hpp"
#include "store/record_columns.hpp"
#include "store/sqlite_statement.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace parley {

class sqlite_append {
 public:
  explicit sqlite_append(const sqlite_file& file);

  change_outcome make(const append_records& wish);
  change_outcome make(const clear_records& wish);

 private:
  struct known_room {
    std::int64_t id = 0;
    known_end end;
    std::int64_t trim_ms = 0;
  };

  std::optional<known_room> find(const std::string& name);
  void forget(std::int64_t id);
  std::int64_t add_room(const append_records& wish);
  void move_room(const known_room& known, const append_records& wish);
  void trim_by_size(std::int64_t id, const append_records& wish);

  sqlite_statement find_room_;
  sqlite_statement add_room_;
  sqlite_statement move_room_;
  sqlite_statement trim_earlier_;
  sqlite_statement forget_room_;
  sqlite_statement first_offset_;
  sqlite_statement forget_records_;
  sqlite_statement forget_keys_;
  sqlite_statement add_key_;
  record_insertion insertion_;
};

}  // namespace parley
