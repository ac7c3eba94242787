// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_file.hpp"

#include "store/sqlite_error.hpp"

#include <sqlite3.h>
#include <utility>

namespace parley {

namespace {

/// For programs that look at the file while we write it.
constexpr int busy_timeout_ms = 5000;

}  // namespace

void sqlite_file::closer::operator()(sqlite3* connection) const {
  // v2: statements of this connection may still have to go.
  sqlite3_close_v2(connection);
}

sqlite_file::sqlite_file(std::string path, file_access access)
    : path_(std::move(path)) {
  const int mode = access == file_access::read_only ? SQLITE_OPEN_READONLY
                                                    : SQLITE_OPEN_READWRITE;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(
      path_.c_str(), &opened,
      mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  connection_.reset(opened);
  require_ok(code);
  sqlite3_busy_timeout(opened, busy_timeout_ms);
}

void sqlite_file::execute(const std::string& sql) const {
  require_ok(sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr));
}

void sqlite_file::require_ok(int code) const {
  if (code != SQLITE_OK) fail(code);
}

void sqlite_file::fail(int code) const {
  const bool is_disk =
      (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
  throw sqlite_failure(path_, code,
                       is_disk ? sqlite3_system_errno(handle()) : 0,
                       sqlite3_errmsg(handle()));
}

sqlite_transaction::sqlite_transaction(const sqlite_file& file,
                                       file_access access)
    : file_(file) {
  file_.execute(access == file_access::read_only ? "BEGIN" : "BEGIN IMMEDIATE");
}

sqlite_transaction::~sqlite_transaction() {
  // Some errors have rolled back already.
  if (sqlite3_get_autocommit(file_.handle()) == 0)
    sqlite3_exec(file_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void sqlite_transaction::commit() {
  file_.execute("COMMIT");
}

}  // namespace parley
