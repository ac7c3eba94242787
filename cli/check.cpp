#include "cli/check.hpp"

#include "cli/settings_line.hpp"
#include "server/access.hpp"
#include "server/readiness.hpp"
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

}  // namespace

void add_check_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "check", "Say what is wrong with settings, and what they come to.");
  auto line = std::make_shared<settings_line>();
  auto all = std::make_shared<bool>(false);
  add_settings_options(*command, *line);
  command->add_flag("--all", *all, "show what is as usual, too: all limits");
  command->callback(
      [line, all, &exit_code] { exit_code = check(*line, *all); });
}

}  // namespace parley
