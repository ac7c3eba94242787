// SPDX-License-Identifier: Apache-2.0
#include "server/available_memory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace parley {
namespace {

namespace fs = std::filesystem;

class AvailableMemory : public ::testing::Test {
 protected:
  AvailableMemory() {
    auto name = (fs::temp_directory_path() / "parley-groups-XXXXXX").string();
    root = ::mkdtemp(name.data());
    fs::create_directories(root / "pod/container");
  }
  ~AvailableMemory() override { fs::remove_all(root); }

  void limit(const fs::path& group, const std::string& text) {
    std::ofstream(root / group / "memory.max") << text << '\n';
  }

  fs::path root;
};

TEST_F(AvailableMemory, the_strictest_group_counts) {
  EXPECT_EQ(control_group_limit(root, "/pod/container"), 0u);
  limit("pod/container", "max");
  EXPECT_EQ(control_group_limit(root, "/pod/container"), 0u);
  limit("pod", "300000");
  EXPECT_EQ(control_group_limit(root, "/pod/container"), 300'000u);
  limit("pod/container", "200000");
  EXPECT_EQ(control_group_limit(root, "/pod/container"), 200'000u);
  limit(".", "100000");
  EXPECT_EQ(control_group_limit(root, "/pod/container"), 100'000u);
}

TEST_F(AvailableMemory, a_path_that_is_no_group_has_no_limit) {
  EXPECT_EQ(control_group_limit(root, ""), 0u);
  EXPECT_EQ(control_group_limit(root, "/gone/long/ago"), 0u);
}

TEST_F(AvailableMemory, this_machine_has_some) {
  EXPECT_GT(available_memory(), 1'000'000u);
}

}  // namespace
}  // namespace parley
