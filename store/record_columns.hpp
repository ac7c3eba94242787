// SPDX-License-Identifier: Apache-2.0
// How a publication stands in the columns of the table `publications`.
#pragma once

#include "protocol/publication.hpp"
#include "store/record.hpp"
#include "store/sqlite_statement.hpp"

#include <cstdint>
#include <string>

namespace parley {

/// The columns that `read_record` wants, in its order.
inline constexpr const char* record_columns =
    " offset, said_ms, kind, data, user, client, conn_info, chan_info, tags ";

/// What stands in a row of that order. Throws `store_error` when that is
/// nothing we wrote. Without the idempotency key.
record read_record(const sqlite_statement::rows& row, const std::string& path);

/// Puts one record at a time into a file that has our schema.
class record_insertion {
 public:
  explicit record_insertion(const sqlite_file& file);

  void insert(std::int64_t room, const record& kept);

 private:
  sqlite_statement insert_;
};

}  // namespace parley
