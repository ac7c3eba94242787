// SPDX-License-Identifier: Apache-2.0
#include "protocol/whole_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace parley {
namespace {

std::error_code failure_of(const std::string& path) {
  try {
    read_whole_file(path);
    return {};
  } catch (const std::system_error& error) {
    return error.code();
  }
}

TEST(WholeFile, is_read_byte_by_byte) {
  const auto path = testing::TempDir() + "parley_whole_file";
  const std::string bytes("a\r\n\0b\n", 6);
  std::ofstream(path, std::ios::binary) << bytes;
  EXPECT_EQ(read_whole_file(path), bytes);
  std::ofstream(path, std::ios::trunc).close();
  EXPECT_EQ(read_whole_file(path), "");
  std::filesystem::remove(path);
}

TEST(WholeFile, says_why_it_cannot_be_read) {
  EXPECT_EQ(failure_of("/gone/file"), std::errc::no_such_file_or_directory);
  EXPECT_EQ(failure_of("/"), std::errc::is_a_directory);
}

}  // namespace
}  // namespace parley
