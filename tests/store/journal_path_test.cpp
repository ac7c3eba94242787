// SPDX-License-Identifier: Apache-2.0
#include "store/journal_path.hpp"

#include "store/sqlite_store.hpp"
#include "tests/store/other_user.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace parley {
namespace {

namespace fs = std::filesystem;

class JournalPath : public testing::Test {
 protected:
  std::string refusal(file_access access = file_access::read_write) const {
    return complaint_of<store_error>(
        [&] { prepare_journal_path(path, access); });
  }
  static bool says(const std::string& complaint, const std::string& part) {
    return complaint.find(part) != std::string::npos;
  }

  temporary_directory directory;
  std::string path = directory / "journal.db";
};

TEST_F(JournalPath, a_new_file_is_for_its_user_only) {
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(fs::file_size(path), 0u);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0600));
  EXPECT_EQ(refusal(), "");
}

TEST_F(JournalPath, to_read_no_file_is_made) {
  EXPECT_EQ(
      refusal(file_access::read_only),
      "there is no " + path + ": name the directory of a server that has run");
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(JournalPath, says_that_the_directory_is_not_there) {
  path = directory / "none/journal.db";
  EXPECT_TRUE(says(refusal(), path + " cannot be made: No such file"))
      << refusal();
}

TEST_F(JournalPath, a_directory_is_no_journal) {
  fs::create_directory(path);
  EXPECT_EQ(refusal(), path + " is not a file: move it away");
}

TEST_F(JournalPath, says_that_the_file_may_not_be_written) {
  std::ofstream{path};
  fs::permissions(directory.path(), fs::perms(0777));
  fs::permissions(path, fs::perms(0444));
  const other_user somebody;
  EXPECT_TRUE(says(refusal(), path + " cannot be used: Permission denied"))
      << refusal();
  EXPECT_EQ(refusal(file_access::read_only), "");
}

TEST_F(JournalPath, says_that_the_directory_may_not_be_written) {
  std::ofstream{path};
  fs::permissions(path, fs::perms(0666));
  fs::permissions(directory.path(), fs::perms(0555));
  const other_user somebody;
  EXPECT_TRUE(
      says(refusal(), directory.path() + " cannot be used: Permission denied"))
      << refusal();
}

TEST_F(JournalPath, a_log_without_its_database_is_not_thrown_away) {
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 1));
  const auto log = directory / "other.db-wal";
  fs::copy_file(path + "-wal", log);
  const auto size = fs::file_size(log);
  const auto other = directory / "other.db";
  const auto open = [&] {
    return complaint_of<store_error>([&] { sqlite_store{other}; });
  };
  EXPECT_TRUE(says(open(), "put it back, or move")) << open();
  EXPECT_FALSE(fs::exists(other));
  std::ofstream{other};
  EXPECT_TRUE(says(open(), "put it back, or move")) << open();
  EXPECT_EQ(fs::file_size(log), size);
}

TEST_F(JournalPath, a_file_without_a_directory_is_in_the_current_one) {
  const auto before = fs::current_path();
  fs::current_path(directory.path());
  path = "journal.db";
  EXPECT_EQ(refusal(), "");
  fs::current_path(before);
}

}  // namespace
}  // namespace parley
