// SPDX-License-Identifier: Apache-2.0
// Reads a room from a database of our schema.
#pragma once

#include "store/sqlite_statement.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace parley {

class sqlite_read {
 public:
  explicit sqlite_read(const sqlite_file& file);

  std::optional<stored_room> load(const std::string& room,
                                  const store::load_wish& wish);
  std::vector<record> read(const std::string& room, const store::range& wanted);

 private:
  std::vector<stored_key> keys(const std::string& room,
                               const store::load_wish& wish);

  const sqlite_file& file_;
  sqlite_statement room_;
  sqlite_statement keys_;
  sqlite_statement upwards_;
  sqlite_statement downwards_;
};

}  // namespace parley
