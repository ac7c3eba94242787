// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_backup.hpp"

#include "store/sqlite_store.hpp"
#include "tests/store/file_size_limit.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace parley {
namespace {

namespace fs = std::filesystem;
using offsets = std::vector<std::uint64_t>;

class SqliteBackup : public testing::Test {
 protected:
  SqliteBackup() {
    // More than one step of the backup.
    auto wish = append("lobby", {0, "E1"}, 3);
    wish.records[0] = say(1, std::string(9'000'000, 'x'));
    commit(serving, wish);
  }

  /// The only file but those of the one that serves.
  offsets read_target() const {
    sqlite_store copied(target);
    EXPECT_TRUE(copied.damage().empty());
    return offsets_of(copied.read("lobby", {.limit = 100}));
  }

  temporary_directory directory;
  sqlite_store serving{directory / "journal.db"};
  sqlite_store looking{directory / "journal.db", sqlite_store::read_only{}};
  std::string target = directory / "backup.db";
};

TEST_F(SqliteBackup, a_backup_is_a_journal_of_its_own) {
  looking.back_up(target);
  EXPECT_EQ(read_target(), (offsets{1, 2, 3}));
  EXPECT_EQ(fs::status(target).permissions(), fs::perms(0600));
  EXPECT_FALSE(fs::exists(target + ".part"));
}

TEST_F(SqliteBackup, what_is_said_meanwhile_is_not_in_it_and_delays_nothing) {
  std::uint64_t steps = 0;
  looking.back_up(target, [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_LE(done, total);
    if (steps == 10) throw std::runtime_error("it begins again and again");
    const stream_position end{3 + steps++, "E1"};
    EXPECT_EQ(commit(serving, append("lobby", end, 1)),
              change_outcome::committed);
  });
  EXPECT_EQ(steps, 3u);
  EXPECT_EQ(read_target(), (offsets{1, 2, 3}));
  EXPECT_EQ(serving.load("lobby", {})->end.offset, 6u);
}

TEST_F(SqliteBackup, the_one_that_serves_makes_backups_too) {
  serving.back_up(target);
  EXPECT_EQ(commit(serving, append("lobby", {3, "E1"}, 1)),
            change_outcome::committed);
  EXPECT_EQ(read_target(), (offsets{1, 2, 3}));
}

TEST_F(SqliteBackup, nothing_is_overwritten) {
  std::ofstream(target) << "precious";
  const auto complaint =
      complaint_of<store_error>([&] { looking.back_up(target); });
  EXPECT_EQ(complaint, target + " is there already: name a new file");
  EXPECT_EQ(fs::file_size(target), 8u);
}

TEST_F(SqliteBackup, what_does_not_fit_leaves_nothing) {
  const file_size_limit full(4'000'000);
  const auto complaint =
      complaint_of<store_error>([&] { looking.back_up(target); });
  EXPECT_NE(complaint.find(target), std::string::npos) << complaint;
  EXPECT_FALSE(fs::exists(target));
  EXPECT_FALSE(fs::exists(target + ".part"));
}

}  // namespace
}  // namespace parley
