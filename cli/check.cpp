// SPDX-License-Identifier: Apache-2.0
#include "cli/check.hpp"

#include "cli/settings_line.hpp"
#include "server/access.hpp"
#include "server/readiness.hpp"
#include "server/settings_table.hpp"
#include "server/value_text.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <memory>

namespace parley {

namespace {

int check(const settings_line& line, bool shows_all) {
  try {
    auto values = settings_of(line);
    check_readiness(values);
    settings defaults;
    const auto usual = all_settings(defaults);
    // A node's own keys come first in both, so they are compared by place;
    // those of namespaces follow.
    const auto all = all_settings(values);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto text = text_of(all[i]);
      const bool is_usual = i < usual.size() && text == text_of(usual[i]);
      if (shows_all || !is_usual) std::cout << text << '\n';
    }
    for (const auto& each : warnings_of(values))
      std::cerr << "parley check: warning: " << each << '\n';
    for (const auto& door : open_doors(with_plain_access(values)))
      std::cerr << "parley check: open to all: " << door << '\n';
    std::cerr << "parley check: the settings are valid\n";
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "parley check: " << error.what() << '\n';
    return 2;
  }
}

void print_table() {
  for (const auto group : settings_groups())
    std::cout << "\n## " << group << "\n\n" << settings_table(group);
}

}  // namespace

void add_check_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "check",
      "Check settings, and print those that are not at their defaults.");
  auto line = std::make_shared<settings_line>();
  auto all = std::make_shared<bool>(false);
  add_settings_options(*command, *line);
  command->add_flag("--all", *all, "show settings at their defaults too");
  auto prints_table = std::make_shared<bool>(false);
  auto prints_file = std::make_shared<bool>(false);
  command->add_flag("--keys", *prints_table,
                    "print a table of all settings and do not check any");
  command->add_flag("--toml", *prints_file,
                    "print a settings file with all defaults and do not check "
                    "any");
  command->callback([=, &exit_code] {
    if (*prints_file)
      std::cout << example_settings();
    else if (*prints_table)
      print_table();
    else
      exit_code = check(*line, *all);
  });
}

}  // namespace parley
