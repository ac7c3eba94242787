// SPDX-License-Identifier: Apache-2.0
#include "net/page.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace parley {
namespace {

TEST(Page, the_root_is_the_page) {
  const auto* file = find_page_file("/");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->name, "index.html");
}

TEST(Page, every_file_is_in_the_binary_byte_for_byte) {
  for (const auto& file : page_files()) {
    const bool is_ours = !file.name.starts_with("vendor/");
    std::ifstream in(std::string(is_ours ? WEB_FOLDER : VENDOR_ROOT) + '/' +
                         std::string(file.name),
                     std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(content, file.content) << file.name;
    EXPECT_NE(media_type(file.name), "application/octet-stream") << file.name;
  }
  EXPECT_GE(page_files().size(), 4u);
}

TEST(Page, the_library_of_the_chat_page_comes_with_its_licence) {
  if (!missing_page_file().empty())
    GTEST_SKIP() << "built without the modules of web/package-lock.json";
  EXPECT_TRUE(find_page_file("/vendor/centrifuge.js"));
  EXPECT_TRUE(find_page_file("/vendor/centrifuge-license.txt"));
}

TEST(Page, a_build_without_the_library_of_the_chat_page_names_it) {
  constexpr std::string_view library = "/vendor/centrifuge.js";
  const auto* const file = find_page_file(library);
  EXPECT_EQ(missing_page_file(), file ? "" : library);
}

TEST(Page, paths_that_name_no_file_find_none) {
  EXPECT_FALSE(find_page_file("/nothing"));
  EXPECT_FALSE(find_page_file("/../web/index.html"));
  EXPECT_FALSE(find_page_file(""));
  EXPECT_FALSE(find_page_file("index.html"));
}

}  // namespace
}  // namespace parley
