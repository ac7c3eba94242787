// SPDX-License-Identifier: Apache-2.0
// What only a store on a disk can do: survive, be refused by the disk, be read
// by others.
#include "store/sqlite_store.hpp"

#include "tests/store/file_size_limit.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

namespace parley {
namespace {

namespace fs = std::filesystem;
using offsets = std::vector<std::uint64_t>;

class SqliteStore : public testing::Test {
 protected:
  static offsets read(store& from, const std::string& room = "lobby") {
    return offsets_of(from.read(room, {.limit = 1'000'000}));
  }

  /// Ends without a goodbye, as by SIGKILL.
  template <class Work>
  static void run_and_crash(Work work) {
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      work();
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
  }

  temporary_directory directory;
  std::string path = directory / "journal.db";
};

// -- restarts and crashes -----------------------------------------------------

TEST_F(SqliteStore, continues_where_it_was) {
  {
    sqlite_store first(path);
    commit(first, append("lobby", {0, "E1"}, 3));
  }
  sqlite_store second(path);
  EXPECT_EQ(second.load("lobby", {})->end, (stream_position{3, "E1"}));
  EXPECT_EQ(commit(second, append("lobby", {3, "E1"}, 1)),
            change_outcome::committed);
  EXPECT_EQ(read(second), (offsets{1, 2, 3, 4}));
}

TEST_F(SqliteStore, what_was_committed_survives_a_crash) {
  run_and_crash([&] {
    auto* lost = new sqlite_store(path);
    commit(*lost, append("lobby", {0, "E1"}, 2));
    commit(*lost, append("lobby", {2, "E1"}, 2));
  });
  EXPECT_GT(fs::file_size(path + "-wal"), 0u);
  sqlite_store after(path);
  EXPECT_EQ(read(after), (offsets{1, 2, 3, 4}));
  EXPECT_TRUE(after.damage().empty());
}

TEST_F(SqliteStore, files_copied_while_it_serves_are_whole) {
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 5));
  const auto copy = directory / "copy.db";
  fs::copy_file(path, copy);
  fs::copy_file(path + "-wal", copy + "-wal");
  sqlite_store copied(copy);
  EXPECT_EQ(read(copied), (offsets{1, 2, 3, 4, 5}));
}

TEST_F(SqliteStore, a_log_whose_end_was_not_written_counts_up_to_there) {
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 1));
  const auto size = fs::file_size(path + "-wal");
  commit(serving, append("lobby", {1, "E1"}, 1));
  const auto copy = directory / "copy.db";
  fs::copy_file(path, copy);
  fs::copy_file(path + "-wal", copy + "-wal");
  fs::resize_file(copy + "-wal", fs::file_size(copy + "-wal") - 1);
  EXPECT_GT(fs::file_size(copy + "-wal"), size);
  sqlite_store copied(copy);
  EXPECT_EQ(read(copied), offsets{1});
  EXPECT_EQ(copied.load("lobby", {})->end.offset, 1u);
}

// -- a disk that refuses ------------------------------------------------------

TEST_F(SqliteStore, what_a_full_disk_refuses_is_not_there) {
  sqlite_store kept(path);
  commit(kept, append("lobby", {0, "E1"}, 1));
  {
    const file_size_limit full(fs::file_size(path + "-wal") + 8192);
    auto wish = append("lobby", {1, "E1"}, 100);
    wish.records[0] = say(2, std::string(100'000, 'x'));
    for (int times = 0; times < 3; ++times) {
      const auto complaint =
          complaint_of<store_error>([&] { commit(kept, wish); });
      EXPECT_NE(complaint.find("the disk refuses"), std::string::npos)
          << complaint;
      EXPECT_NE(complaint.find(path), std::string::npos) << complaint;
    }
    EXPECT_EQ(read(kept), offsets{1});
  }
  EXPECT_EQ(kept.load("lobby", {})->end, (stream_position{1, "E1"}));
  EXPECT_EQ(commit(kept, append("lobby", {1, "E1"}, 2)),
            change_outcome::committed);
  EXPECT_EQ(read(kept), (offsets{1, 2, 3}));
  EXPECT_TRUE(kept.damage().empty());
  sqlite_store copied(path, sqlite_store::read_only{});
  EXPECT_EQ(read(copied), (offsets{1, 2, 3}));
}

TEST_F(SqliteStore, none_of_the_changes_is_made_when_one_is_refused) {
  sqlite_store kept(path);
  commit(kept, append("lobby", {0, "E1"}, 1));
  auto large = append("hall", {0, "H"}, 1);
  large.records[0] = say(1, std::string(1'000'000, 'x'));
  {
    const file_size_limit full(fs::file_size(path + "-wal") + 100'000);
    EXPECT_THROW(
        kept.commit(std::vector<change>{append("lobby", {1, "E1"}, 1),
                                        clear_records{"lobby"}, large}),
        store_error);
  }
  EXPECT_EQ(read(kept), offsets{1});
  EXPECT_EQ(kept.load("hall", {}), std::nullopt);
}

TEST_F(SqliteStore, trimming_that_the_disk_refuses_is_done_later) {
  sqlite_store kept(path);
  commit(kept, append("lobby", {0, "E1"}, 5));
  {
    const file_size_limit full(fs::file_size(path + "-wal"));
    EXPECT_THROW(kept.trim(start + 60s, 10), store_error);
  }
  EXPECT_EQ(read(kept).size(), 5u);
  EXPECT_FALSE(kept.trim(start + 60s, 10));
  EXPECT_EQ(read(kept).size(), 0u);
}

TEST_F(SqliteStore, a_page_of_nonsense_is_damage_and_no_fresh_start) {
  {
    sqlite_store kept(path);
    commit(kept, append("lobby", {0, "E1"}, 1000, start, {1000, 60s, 1h}));
  }
  std::FILE* file = std::fopen(path.c_str(), "r+b");
  ASSERT_NE(file, nullptr);
  for (long page = 2; page < 20; ++page) {
    std::fseek(file, 4096 * page, SEEK_SET);
    std::fputs("this is no page of a database", file);
  }
  std::fclose(file);
  const auto complaint = complaint_of<store_error>([&] {
    sqlite_store kept(path);
    EXPECT_FALSE(kept.damage().empty());
    read(kept);
  });
  EXPECT_NE(complaint.find(path + " is damaged"), std::string::npos)
      << complaint;
}

// -- for people ---------------------------------------------------------------

TEST_F(SqliteStore, others_read_while_it_serves) {
  sqlite_store serving(path);
  commit(serving, append("lobby", {0, "E1"}, 1));
  sqlite_store looking(path, sqlite_store::read_only{});
  EXPECT_EQ(read(looking), offsets{1});
  commit(serving, append("lobby", {1, "E1"}, 1));
  EXPECT_EQ(read(looking), (offsets{1, 2}));
  EXPECT_THROW(commit(looking, append("lobby", {2, "E1"}, 1)), store_error);
  EXPECT_THROW(looking.trim(start + 60s, 10), store_error);
  EXPECT_EQ(commit(serving, append("lobby", {2, "E1"}, 1)),
            change_outcome::committed);
}

TEST_F(SqliteStore, to_look_at_nothing_makes_nothing) {
  EXPECT_THROW(sqlite_store(path, sqlite_store::read_only{}), store_error);
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(SqliteStore, says_how_large_it_is) {
  sqlite_store kept(path);
  const auto before = kept.file_size();
  auto wish = append("lobby", {0, "E1"}, 1);
  wish.records[0] = say(1, std::string(100'000, 'x'));
  commit(kept, wish);
  EXPECT_GT(kept.file_size(), before + 100'000);
}

TEST_F(SqliteStore, only_its_user_may_read_the_file) {
  sqlite_store kept(path);
  commit(kept, append("lobby", {0, "E1"}, 1));
  for (const auto* suffix : {"", "-wal", "-shm"})
    EXPECT_EQ(fs::status(path + suffix).permissions() & fs::perms(0777),
              fs::perms(0600))
        << suffix;
}

}  // namespace
}  // namespace parley
