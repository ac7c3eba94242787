// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_schema.hpp"

#include "store/sqlite_store.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace parley {
namespace {

class SqliteSchema : public testing::Test {
 protected:
  /// Makes a database with the given statements.
  void make(const std::string& sql) {
    std::ofstream{path};
    sqlite_file(path, file_access::read_write).execute(sql);
  }

  std::string bytes() const {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  /// What is said when it is opened; the file must be left alone.
  std::string refusal() const {
    const auto before = bytes();
    auto complaint = complaint_of<store_error>([&] { sqlite_store{path}; });
    EXPECT_EQ(complaint_of<store_error>(
                  [&] { sqlite_store(path, sqlite_store::read_only{}); }),
              complaint);
    EXPECT_EQ(bytes(), before);
    EXPECT_NE(complaint.find(path), std::string::npos) << complaint;
    return complaint;
  }

  temporary_directory directory;
  std::string path = directory / "journal.db";
};

TEST_F(SqliteSchema, an_empty_database_becomes_a_journal) {
  make("CREATE TABLE gone(a); DROP TABLE gone");
  sqlite_store kept(path);
  EXPECT_EQ(commit(kept, append("lobby", {0, "E1"}, 1)),
            change_outcome::committed);
}

TEST_F(SqliteSchema, creation_that_was_cut_off_is_done_again) {
  make("PRAGMA journal_mode = WAL");
  EXPECT_EQ(bytes().size(), 4096u);
  sqlite_store kept(path);
  EXPECT_EQ(commit(kept, append("lobby", {0, "E1"}, 1)),
            change_outcome::committed);
}

TEST_F(SqliteSchema, is_opened_again_as_often_as_one_likes) {
  for (std::uint64_t times = 0; times < 3; ++times) {
    sqlite_store kept(path);
    EXPECT_EQ(commit(kept, append("lobby", {times, "E1"}, 1)),
              change_outcome::committed);
  }
}

TEST_F(SqliteSchema, a_database_of_another_program_is_left_alone) {
  make("CREATE TABLE songs(name)");
  EXPECT_NE(refusal().find("of another program"), std::string::npos);
}

TEST_F(SqliteSchema, so_is_one_that_says_whose_it_is) {
  make("PRAGMA application_id = 1234");
  EXPECT_NE(refusal().find("of another program"), std::string::npos);
}

TEST_F(SqliteSchema, a_newer_version_is_left_alone) {
  { sqlite_store kept(path); }
  sqlite_file(path, file_access::read_write).execute("PRAGMA user_version = 2");
  EXPECT_NE(refusal().find("has format 2"), std::string::npos);
}

TEST_F(SqliteSchema, a_file_that_is_no_database_is_left_alone) {
  std::ofstream(path) << std::string(10'000, 'x');
  EXPECT_NE(refusal().find("is not a journal"), std::string::npos);
  std::ofstream(path) << "short";
  EXPECT_NE(refusal().find("is not a journal"), std::string::npos);
}

TEST_F(SqliteSchema, a_database_cut_short_is_damaged) {
  {
    sqlite_store kept(path);
    commit(kept, append("lobby", {0, "E1"}, 9));
  }
  std::filesystem::resize_file(path, 4096);
  const auto complaint = complaint_of<store_error>([&] {
    sqlite_store kept(path);
    commit(kept, append("lobby", {9, "E1"}, 1));
  });
  EXPECT_NE(complaint.find("is damaged"), std::string::npos) << complaint;
}

TEST_F(SqliteSchema, an_empty_file_has_nothing_to_look_at) {
  std::ofstream{path};
  const auto complaint = complaint_of<store_error>(
      [&] { sqlite_store(path, sqlite_store::read_only{}); });
  EXPECT_NE(complaint.find("is empty"), std::string::npos) << complaint;
}

}  // namespace
}  // namespace parley
