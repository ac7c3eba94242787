// SPDX-License-Identifier: Apache-2.0
#include "store/data_directory.hpp"

#include "store/sqlite_store.hpp"
#include "tests/store/other_user.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace parley {
namespace {

namespace fs = std::filesystem;

class DataDirectory : public testing::Test {
 protected:
  std::string refusal() const {
    return complaint_of<store_error>([&] { data_directory{path}; });
  }

  temporary_directory parent;
  std::string path = parent / "data";
};

TEST_F(DataDirectory, is_made_for_its_user_only) {
  const data_directory mine(path);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0700));
  EXPECT_EQ(mine.path(), path);
  EXPECT_EQ(mine.journal_path(), path + "/journal.db");
  sqlite_store kept(mine.journal_path());
  EXPECT_EQ(commit(kept, append("lobby", {0, "E1"}, 1)),
            change_outcome::committed);
}

TEST_F(DataDirectory, may_be_there_already_and_end_with_slashes) {
  fs::create_directory(path);
  const data_directory mine(path + "//");
  EXPECT_EQ(mine.path(), path);
}

TEST_F(DataDirectory, has_one_owner_at_a_time) {
  {
    const data_directory mine(path);
    EXPECT_EQ(refusal(), "the data directory " + path +
                             " is in use by process " +
                             std::to_string(::getpid()) +
                             ": stop it, or choose another directory");
  }
  EXPECT_EQ(refusal(), "");
}

TEST_F(DataDirectory, is_free_when_its_owner_has_crashed) {
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    new data_directory(path);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(fs::exists(path + "/lock"));
  EXPECT_EQ(refusal(), "");
}

TEST_F(DataDirectory, its_parent_must_be_there) {
  path = parent / "none/data";
  EXPECT_NE(refusal().find("cannot be made: No such file or directory"),
            std::string::npos)
      << refusal();
}

TEST_F(DataDirectory, a_file_is_no_directory) {
  std::ofstream{path};
  EXPECT_NE(refusal().find("is not a directory"), std::string::npos)
      << refusal();
}

TEST_F(DataDirectory, must_be_writable) {
  fs::create_directory(path);
  fs::permissions(parent.path(), fs::perms(0755));
  fs::permissions(path, fs::perms(0555));
  const other_user somebody;
  EXPECT_NE(refusal().find("cannot be opened: Permission denied"),
            std::string::npos)
      << refusal();
}

}  // namespace
}  // namespace parley
