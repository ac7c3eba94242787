// SPDX-License-Identifier: Apache-2.0
// Files of the repository of which a part is printed by the program.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace parley {

inline std::string read_page(const char* file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Puts `text` between the lines `<!-- NAME -->` and `<!-- end -->` of `page`.
inline void replace_block(std::string& page, const std::string& name,
                          const std::string& text) {
  const auto mark = "<!-- " + name + " -->\n";
  const auto begin = page.find(mark);
  const auto end = page.find("<!-- end -->", begin);
  ASSERT_NE(begin, std::string::npos) << mark;
  ASSERT_NE(end, std::string::npos) << mark;
  const auto first = begin + mark.size();
  page.replace(first, end - first, text);
}

/// Expects `file` to be `text`; with UPDATE_PAGES in the environment it writes
/// the file instead.
inline void expect_page(const char* file, const std::string& text) {
  if (std::getenv("UPDATE_PAGES")) std::ofstream(file) << text;
  EXPECT_EQ(read_page(file), text)
      << file << " differs from the program: UPDATE_PAGES=1 renews it";
}

}  // namespace parley
