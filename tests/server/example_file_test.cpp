// SPDX-License-Identifier: Apache-2.0
// deploy/parley.toml has every option of an operator, at its default.
#include "server/settings_source.hpp"

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace parley {
namespace {

settings from_file(const std::string& file) {
  return load_settings({.file = file, .environment = {}, .flags = {}});
}

void expect_equal(const setting& expected, const setting& found) {
  std::visit(
      [&](const auto& value) {
        EXPECT_EQ(*value, *std::get<std::decay_t<decltype(value)>>(found.value))
            << expected.key;
      },
      expected.value);
}

void expect_equal(settings& expected, settings& found) {
  const auto first = all_settings(expected), second = all_settings(found);
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i)
    expect_equal(first[i], second[i]);
}

TEST(ExampleFile, it_has_every_key_at_its_default) {
  settings defaults;
  auto given = from_file(EXAMPLE_FILE);
  expect_equal(defaults, given);
  const auto table = toml::parse_file(EXAMPLE_FILE);
  for (const auto& each : all_settings(defaults))
    EXPECT_TRUE(table.at_path(each.key)) << each.key;
}

/// The commented namespace at the end, without its comment signs.
std::string example_namespace() {
  std::ifstream in(EXAMPLE_FILE);
  std::ostringstream text;
  bool is_inside = false;
  for (std::string line; std::getline(in, line);) {
    is_inside = is_inside || line == "# [[channel.namespaces]]";
    if (is_inside && line.starts_with("# ")) text << line.substr(2) << '\n';
  }
  return text.str();
}

TEST(ExampleFile, its_example_of_a_namespace_works) {
  const auto file = ::testing::TempDir() + "example_file_test_" +
                    std::to_string(::getpid()) + ".toml";
  std::ofstream(file) << example_namespace();
  const auto spaces = from_file(file).channel.namespaces;
  std::remove(file.c_str());
  ASSERT_EQ(spaces.size(), 1u);
  EXPECT_TRUE(spaces.begin()->second.has_history());
}

// The file states that these are the defaults of every namespace.
TEST(ExampleFile, only_plain_clients_set_a_namespace_apart) {
  settings with_defaults, alike;
  with_defaults.channel.namespaces["chat"] = {};
  auto& chat = alike.channel.namespaces["chat"];
  chat = alike.channel.without_namespace;
  chat.allow_plain = plain_access::closed;
  expect_equal(with_defaults, alike);
}

}  // namespace
}  // namespace parley
