// SPDX-License-Identifier: Apache-2.0
// docs/security.md names limits that exist, with the defaults that they have.
#include "server/settings.hpp"
#include "server/value.hpp"
#include "server/value_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>

namespace parley {
namespace {

/// Key and default of each row of the page's table of limits.
std::map<std::string, std::string> limits_of_page() {
  std::ifstream in(SECURITY_PAGE);
  std::map<std::string, std::string> rows;
  bool is_inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) is_inside = line == "## Limits";
    if (!is_inside || !line.starts_with("| `")) continue;
    const auto end = line.find('`', 3);
    const auto bar = line.find(" | ", end + 4);
    rows[line.substr(3, end - 3)] = line.substr(end + 4, bar - end - 4);
  }
  return rows;
}

/// A value as the page writes it.
std::string plain(std::string text) {
  text = text.substr(text.find(" = ") + 3);
  std::erase(text, '"');
  return text;
}

TEST(SecurityPage, its_limits_are_settings_at_their_defaults) {
  settings values;
  const auto known = all_settings(values);
  const auto rows = limits_of_page();
  EXPECT_GT(rows.size(), 15u);
  for (const auto& [key, shown] : rows) {
    const auto at = std::ranges::find(known, key, &setting::key);
    ASSERT_NE(at, known.end()) << key;
    settings read;
    const auto fresh = all_settings(read);
    const auto same = std::ranges::find(fresh, key, &setting::key);
    assign(*same, shown);
    EXPECT_EQ(plain(text_of(*same)), plain(text_of(*at))) << key;
  }
}

}  // namespace
}  // namespace parley
