// SPDX-License-Identifier: Apache-2.0
#include "store/journal_pair.hpp"

#include "store/sqlite_store.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace parley {
namespace {

namespace fs = std::filesystem;

class JournalPair : public testing::Test {
 protected:
  void copy(const std::string& from, const std::string& to) {
    for (const std::string suffix : {"", "-wal", "-opening"})
      if (fs::exists(from + suffix))
        fs::copy_file(from + suffix, to + suffix,
                      fs::copy_options::overwrite_existing);
  }
  /// The files as a server that is killed now leaves them.
  std::string killed(const std::string& name) {
    const auto left = directory / name;
    copy(path, left);
    return left;
  }
  static std::string refusal(const std::string& journal) {
    return complaint_of<store_error>([&] { sqlite_store{journal}; });
  }
  static std::vector<std::uint64_t> offsets(const std::string& journal) {
    sqlite_store opened(journal);
    EXPECT_TRUE(opened.damage().empty());
    return offsets_of(opened.read("lobby", {.limit = 100}));
  }

  temporary_directory directory;
  std::string path = directory / "journal.db";
  using numbers = std::vector<std::uint64_t>;
};

TEST_F(JournalPair, a_killed_server_finds_its_own_log) {
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 3));
  const auto left = killed("left.db");
  ASSERT_GT(fs::file_size(left + "-wal"), 0u);
  EXPECT_EQ(offsets(left), (numbers{1, 2, 3}));
  // And so it goes on, whatever came before.
  EXPECT_EQ(offsets(left), (numbers{1, 2, 3}));
}

TEST_F(JournalPair, a_backup_over_a_journal_whose_log_stayed_is_refused) {
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 1));
  serving.back_up(directory / "backup.db");
  commit(serving, append("lobby", {1, "E1"}, 3));
  const auto left = killed("left.db");
  fs::copy_file(directory / "backup.db", left,
                fs::copy_options::overwrite_existing);
  const auto log_size = fs::file_size(left + "-wal");
  for (int again = 0; again < 2; ++again) {
    const auto said = refusal(left);
    EXPECT_NE(said.find("parley journal restore"), std::string::npos) << said;
  }
  EXPECT_EQ(fs::file_size(left + "-wal"), log_size) << "nothing was changed";
  EXPECT_NE(complaint_of<store_error>(
                [&] { sqlite_store(left, sqlite_store::read_only{}); }),
            "");
  // As the sentence says.
  fs::remove(left + "-wal");
  fs::remove(left + "-shm");
  EXPECT_EQ(offsets(left), (numbers{1}));
}

TEST_F(JournalPair, the_file_of_an_earlier_opening_is_another_one) {
  {
    sqlite_store before(path);
    commit(before, append("lobby", {0, "E1"}, 1));
  }
  copy(path, directory / "old.db");
  sqlite_store serving(path);
  commit(serving, append("lobby", {1, "E1"}, 3));
  const auto left = killed("left.db");
  fs::copy_file(directory / "old.db", left,
                fs::copy_options::overwrite_existing);
  EXPECT_NE(refusal(left), "");
}

TEST_F(JournalPair, the_log_of_another_journal_is_refused) {
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 1));
  const auto left = killed("left.db");
  sqlite_store other(directory / "other.db");
  commit(other, append("lobby", {0, "E1"}, 2));
  fs::copy_file(directory / "other.db-wal", left + "-wal",
                fs::copy_options::overwrite_existing);
  fs::copy_file(directory / "other.db-opening", left + "-opening",
                fs::copy_options::overwrite_existing);
  EXPECT_NE(refusal(left), "");
}

TEST_F(JournalPair, a_journal_that_noted_nothing_is_taken) {
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 3));
  const auto left = killed("left.db");
  fs::remove(left + "-opening");
  EXPECT_EQ(offsets(left), (numbers{1, 2, 3}));
}

TEST_F(JournalPair, a_path_may_have_any_characters) {
  fs::create_directory(directory / "a b?c#%41");
  path = directory / "a b?c#%41/journal.db";
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 3));
  EXPECT_NO_THROW(require_own_log(path));
}

TEST_F(JournalPair, a_backup_is_of_no_opening) {
  sqlite_store serving(path);
  serving.back_up(directory / "backup.db");
  const sqlite_file copied(directory / "backup.db", file_access::read_only);
  EXPECT_THROW(copied.execute("SELECT id FROM opening"), store_error);
}

}  // namespace
}  // namespace parley
