// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_error.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <sqlite3.h>

namespace parley {
namespace {

TEST(SqliteError, says_what_to_do_and_what_the_system_says) {
  const auto error = sqlite_failure("/data/journal.db", SQLITE_IOERR_WRITE,
                                    EFBIG, "disk I/O error");
  EXPECT_STREQ(error.what(),
               "the disk refuses to read or write /data/journal.db: see what "
               "ails it, and whether it is full (disk I/O error, SQLite code "
               "778: File too large)");
}

TEST(SqliteError, every_error_names_the_file) {
  for (const int code :
       {SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_PERM,
        SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_BUSY,
        SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_TOOBIG, SQLITE_ERROR}) {
    const std::string text = sqlite_failure("/d/j.db", code, 0, "m").what();
    EXPECT_NE(text.find("/d/j.db"), std::string::npos) << text;
  }
}

TEST(SqliteError, damage_that_only_we_see_is_damage_too) {
  EXPECT_STREQ(damaged_file("/d/j.db", "no kind 9").what(),
               "/d/j.db is damaged: keep a copy of it, and put back a backup "
               "(no kind 9)");
}

}  // namespace
}  // namespace parley
