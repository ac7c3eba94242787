// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_schema.hpp"

#include "store/sqlite_statement.hpp"
#include "store/store.hpp"

#include <string>

namespace parley {

namespace {

/// The comments are for people who inspect the file with the sqlite3 tool:
/// `.schema` shows them.
constexpr const char* tables = R"(
CREATE TABLE rooms(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  epoch TEXT NOT NULL,
  top INTEGER NOT NULL,            -- offset of the last publication
  used_ms INTEGER NOT NULL,        -- when that was said, ms since 1970
  version INTEGER NOT NULL,        -- the publisher's own count; 0: none
  version_epoch TEXT NOT NULL,
  keep_size INTEGER NOT NULL,      -- publications kept,
  keep_ttl_ms INTEGER NOT NULL,    -- how long each,
  keep_meta_ttl_ms INTEGER NOT NULL, -- and how long the room's end
  trim_ms INTEGER NOT NULL         -- when to look for what is over its time
) STRICT;
CREATE INDEX rooms_by_trim ON rooms(trim_ms);
CREATE TABLE publications(
  room INTEGER NOT NULL,           -- rooms.id
  offset INTEGER NOT NULL,         -- from 1, without gaps up to rooms.top
  said_ms INTEGER NOT NULL,
  kind INTEGER NOT NULL,           -- of the data, 0: JSON, 1: text, 2: binary
  data ANY NOT NULL,
  user ANY,                        -- null: said by the server API
  client ANY,
  conn_info ANY,
  chan_info ANY,
  tags TEXT,                       -- a JSON object
  PRIMARY KEY(room, offset)
) STRICT, WITHOUT ROWID;
CREATE TABLE keys(                 -- of idempotent publications
  room INTEGER NOT NULL,           -- rooms.id
  offset INTEGER NOT NULL,         -- the answer; it may be trimmed already
  said_ms INTEGER NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY(room, offset)
) STRICT, WITHOUT ROWID;
)";

std::int64_t ask(const sqlite_file& file, const char* question) {
  sqlite_statement statement(file, question);
  auto answer = statement.query();
  answer.next();
  return answer.integer(0);
}

/// False: the file is an empty database.
bool is_journal(const sqlite_file& file) {
  const auto id = ask(file, "PRAGMA application_id");
  const auto version = ask(file, "PRAGMA user_version");
  if (id == 0 && version == 0 &&
      ask(file, "SELECT count(*) FROM sqlite_schema") == 0)
    return false;
  if (id != journal_application_id)
    throw store_error(file.path() +
                      " is a database of another program: choose another "
                      "directory, or move it away");
  if (version != journal_schema_version)
    throw store_error(file.path() + " has format " + std::to_string(version) +
                      ", and this version of parley knows " +
                      std::to_string(journal_schema_version) +
                      ": run the version that wrote it, or a newer one");
  return true;
}

/// Before this, nothing may have been written to the file.
void use_write_ahead_log(const sqlite_file& file) {
  sqlite_statement statement(file, "PRAGMA journal_mode = WAL");
  auto answer = statement.query();
  if (!answer.next() || answer.bytes(0) != "wal")
    throw store_error(file.path() +
                      " is where SQLite cannot keep a write-ahead log: choose "
                      "a directory on a local disk");
}

void create(const sqlite_file& file) {
  sqlite_transaction creation(file, file_access::read_write);
  if (is_journal(file)) return;
  file.execute(
      "PRAGMA application_id = " + std::to_string(journal_application_id) +
      "; PRAGMA user_version = " + std::to_string(journal_schema_version) +
      ";" + tables);
  creation.commit();
}

}  // namespace

void open_schema(const sqlite_file& file, file_access access) {
  file.execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
  const bool is_empty = !is_journal(file);
  if (access == file_access::read_only) {
    if (is_empty)
      throw store_error(file.path() +
                        " is empty: a server that uses it has to run first");
    return;
  }
  use_write_ahead_log(file);
  // FULL: commits survive a power cut. 8 MiB of cache hold the ends of a
  // thousand rooms; the log is truncated again after a burst.
  file.execute(
      "PRAGMA synchronous = FULL; PRAGMA cache_size = -8192;"
      "PRAGMA journal_size_limit = 67108864");
  if (is_empty) create(file);
}

}  // namespace parley
