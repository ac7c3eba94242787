// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_file.hpp"

#include "store/sqlite_statement.hpp"
#include "store/store.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace parley {
namespace {

class SqliteFile : public testing::Test {
 protected:
  SqliteFile() { file.execute("CREATE TABLE t(a)"); }

  static std::string make(std::string path) {
    std::ofstream{path};
    return path;
  }

  std::int64_t count() {
    sqlite_statement statement(file, "SELECT count(*) FROM t");
    auto row = statement.query();
    row.next();
    return row.integer(0);
  }

  temporary_directory directory;
  std::string path = make(directory / "a.db");
  sqlite_file file{path, file_access::read_write};
};

TEST_F(SqliteFile, what_was_committed_is_there) {
  sqlite_transaction transaction(file, file_access::read_write);
  file.execute("INSERT INTO t VALUES(1)");
  transaction.commit();
  EXPECT_EQ(count(), 1);
}

TEST_F(SqliteFile, a_transaction_that_just_ends_is_undone) {
  {
    const sqlite_transaction transaction(file, file_access::read_write);
    file.execute("INSERT INTO t VALUES(1)");
    EXPECT_EQ(count(), 1);
  }
  EXPECT_EQ(count(), 0);
}

TEST_F(SqliteFile, to_read_does_not_write) {
  const sqlite_file reader(path, file_access::read_only);
  const auto complaint = complaint_of<store_error>(
      [&] { reader.execute("INSERT INTO t VALUES(1)"); });
  EXPECT_NE(complaint.find(path + " may not be written"), std::string::npos)
      << complaint;
}

TEST_F(SqliteFile, a_file_that_is_not_there_is_not_made) {
  EXPECT_THROW(sqlite_file(directory / "b.db", file_access::read_write),
               store_error);
  EXPECT_FALSE(std::filesystem::exists(directory / "b.db"));
}

TEST_F(SqliteFile, mistakes_in_statements_are_told) {
  const auto complaint =
      complaint_of<store_error>([&] { file.execute("SELEKT"); });
  EXPECT_NE(complaint.find("syntax error"), std::string::npos) << complaint;
}

}  // namespace
}  // namespace parley
