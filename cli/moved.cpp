// SPDX-License-Identifier: Apache-2.0
#include "cli/moved.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>

namespace parley {

void add_moved_commands(CLI::App& app, int& exit_code) {
  for (const std::string name : {"bench", "script", "verify"}) {
    auto* command = app.add_subcommand(name, "");
    command->group("");  // Hides it.
    command->set_help_flag();
    command->prefix_command();
    command->callback([name, &exit_code] {
      std::cerr << "parley " << name << ": is now `parley-lab " << name
                << "`\n";
      exit_code = 2;
    });
  }
}

}  // namespace parley
