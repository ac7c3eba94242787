// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_statement.hpp"

#include "store/store.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace parley {
namespace {

class SqliteStatement : public testing::Test {
 protected:
  static std::string make(std::string path) {
    std::ofstream{path};
    return path;
  }

  /// What SQLite thinks of a value.
  template <class Value>
  std::string type_of(const Value& value) {
    sqlite_statement statement(file, "SELECT typeof(?1)");
    auto row = statement.query(value);
    row.next();
    return row.text(0);
  }

  temporary_directory directory;
  sqlite_file file{make(directory / "a.db"), file_access::read_write};
};

TEST_F(SqliteStatement, bytes_that_can_be_text_are_text) {
  EXPECT_EQ(type_of(maybe_text{"\xc3\xa4"}), "text");
  EXPECT_EQ(type_of(maybe_text{""}), "text");
  EXPECT_EQ(type_of(maybe_text{}), "text");
  EXPECT_EQ(type_of(maybe_text{"\xff"}), "blob");
  EXPECT_EQ(type_of(maybe_text{{"\0", 1}}), "blob");
  EXPECT_EQ(type_of(std::string()), "text");
  EXPECT_EQ(type_of(std::optional<maybe_text>{}), "null");
}

TEST_F(SqliteStatement, offsets_beyond_its_numbers_are_the_greatest) {
  sqlite_statement statement(file, "SELECT ?1");
  auto row = statement.query(~std::uint64_t{0});
  ASSERT_TRUE(row.next());
  EXPECT_EQ(row.integer(0), INT64_MAX);
  EXPECT_FALSE(row.next());
}

TEST_F(SqliteStatement, runs_again_and_again) {
  sqlite_statement statement(file, "SELECT ?1 UNION ALL SELECT ?2");
  for (int times = 0; times < 3; ++times) {
    auto row = statement.query(times, std::string_view("a\0b", 3));
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), times);
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.text(0), std::string("a\0b", 3));
    EXPECT_FALSE(row.is_null(0));
  }
}

TEST_F(SqliteStatement, goes_on_after_an_error) {
  file.execute("CREATE TABLE t(a UNIQUE)");
  sqlite_statement insert(file, "INSERT INTO t VALUES(?1)");
  insert.run(1);
  EXPECT_THROW(insert.run(1), store_error);
  insert.run(2);
}

}  // namespace
}  // namespace parley
