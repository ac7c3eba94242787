// SPDX-License-Identifier: Apache-2.0
// One connection to a database of SQLite, and its transactions. Used by one
// thread at a time; other connections, of other processes too, may read beside
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

struct sqlite3;

namespace parley {

enum class file_access : std::uint8_t { read_write, read_only };

class sqlite_file {
 public:
  /// The file must be there; an empty one becomes a database. Throws
  /// `store_error`, as all here.
  sqlite_file(std::string path, file_access access);

  const std::string& path() const { return path_; }
  sqlite3* handle() const { return connection_.get(); }

  /// Statements without values, separated by semicolons.
  void execute(const std::string& sql) const;

  /// Throws for a result code of SQLite that is not a success.
  void require_ok(int code) const;
  [[noreturn]] void fail(int code) const;

 private:
  struct closer {
    void operator()(sqlite3* connection) const;
  };

  std::string path_;
  std::unique_ptr<sqlite3, closer> connection_;
};

/// Rolls back when it ends without a commit.
class sqlite_transaction {
 public:
  explicit sqlite_transaction(const sqlite_file& file, file_access access);
  sqlite_transaction(const sqlite_transaction&) = delete;
  sqlite_transaction& operator=(const sqlite_transaction&) = delete;
  ~sqlite_transaction();

  /// The written data is durable when this returns. Throws otherwise; then
  /// nothing was written.
  void commit();

 private:
  const sqlite_file& file_;
};

}  // namespace parley
