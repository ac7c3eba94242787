// SPDX-License-Identifier: Apache-2.0
#include "store/journal_restore.hpp"

#include "store/data_directory.hpp"
#include "store/sqlite_store.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace parley {
namespace {

namespace fs = std::filesystem;
using numbers = std::vector<std::uint64_t>;

class JournalRestore : public testing::Test {
 protected:
  JournalRestore() {
    fs::create_directory(data);
    sqlite_store serving(journal);
    commit(serving, append("lobby", {0, "E1"}, 1));
    serving.back_up(backup);
    commit(serving, append("lobby", {1, "E1"}, 3));
    // As a server that is killed now leaves them.
    fs::copy_file(journal + "-wal", directory / "wal");
  }
  void leave_log() { fs::copy_file(directory / "wal", journal + "-wal"); }
  static numbers offsets(const std::string& path) {
    sqlite_store opened(path);
    return offsets_of(opened.read("lobby", {.limit = 100}));
  }
  std::string refusal() const {
    return complaint_of<store_error>([&] { restore_journal(backup, data); });
  }

  temporary_directory directory;
  std::string data = directory / "data";
  std::string journal = data + "/journal.db";
  std::string backup = directory / "backup.db";
};

TEST_F(JournalRestore, the_backup_is_what_is_served_then) {
  leave_log();
  EXPECT_EQ(restore_journal(backup, data), data + "/replaced-1");
  EXPECT_FALSE(fs::exists(journal + "-wal"));
  EXPECT_EQ(offsets(journal), (numbers{1}));
}

TEST_F(JournalRestore, what_was_there_before_is_kept) {
  leave_log();
  const auto attic = restore_journal(backup, data);
  EXPECT_TRUE(fs::exists(attic + "/journal.db-wal"));
  EXPECT_EQ(offsets(attic + "/journal.db"), (numbers{1, 2, 3, 4}));
  EXPECT_EQ(restore_journal(backup, data), data + "/replaced-2");
}

TEST_F(JournalRestore, an_empty_directory_gets_it) {
  const auto other = directory / "other";
  EXPECT_EQ(restore_journal(backup, other), "");
  EXPECT_EQ(offsets(other + "/journal.db"), (numbers{1}));
}

TEST_F(JournalRestore, a_server_must_not_run) {
  const data_directory held(data);
  EXPECT_NE(refusal().find("in use"), std::string::npos);
  EXPECT_EQ(offsets(journal), (numbers{1, 2, 3, 4}));
}

TEST_F(JournalRestore, what_is_no_whole_journal_changes_nothing) {
  fs::resize_file(backup, fs::file_size(backup) / 2);
  EXPECT_NE(refusal(), "");
  std::ofstream(backup) << "no database";
  EXPECT_NE(refusal(), "");
  fs::remove(backup);
  EXPECT_NE(refusal(), "");
  EXPECT_EQ(offsets(journal), (numbers{1, 2, 3, 4}));
  EXPECT_FALSE(fs::exists(data + "/replaced-1"));
}

}  // namespace
}  // namespace parley
