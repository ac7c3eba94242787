// SPDX-License-Identifier: Apache-2.0
// deploy/parley.toml and the tables of docs/configuration.md are what the rows
// of the settings print. To renew both files after a change of a row:
//   UPDATE_PAGES=1 server_tests --gtest_filter='SettingsTable.*'
#include "server/settings_table.hpp"

#include "tests/protocol/page.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(SettingsTable, the_example_file_is_what_the_rows_print) {
  expect_page(EXAMPLE_FILE, example_settings());
}

TEST(SettingsTable, its_tables_are_what_the_rows_print) {
  auto page = read_page(CONFIGURATION_PAGE);
  for (const auto group : settings_groups()) {
    // It stands once for both kinds of tokens.
    if (group == "subscription tokens") continue;
    replace_block(page, "settings: " + std::string(group),
                  settings_table(group));
  }
  expect_page(CONFIGURATION_PAGE, page);
}

TEST(SettingsTable, each_sentence_can_stand_alone) {
  for (const auto group : settings_groups()) {
    const auto table = settings_table(group);
    EXPECT_EQ(table.find(" too |"), std::string::npos) << group;
    EXPECT_EQ(table.find("| the same"), std::string::npos) << group;
  }
}

}  // namespace
}  // namespace parley
