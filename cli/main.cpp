// SPDX-License-Identifier: Apache-2.0
// The `parley` command: one subcommand per file beside this one.
#include "cli/check.hpp"
#include "cli/health.hpp"
#include "cli/inspect.hpp"
#include "cli/journal.hpp"
#include "cli/moved.hpp"
#include "cli/serve.hpp"
#include "cli/token.hpp"
#include "protocol/printable_stream.hpp"
#include "protocol/version.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>

int main(int argc, char** argv) {
  const parley::printable_stream out(std::cout), errors(std::cerr);
  CLI::App app("Parley, a real-time room server.", "parley");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(parley::version));

  int exit_code = 0;
  parley::add_serve_command(app, exit_code);
  parley::add_check_command(app, exit_code);
  parley::add_health_command(app, exit_code);
  parley::add_inspect_command(app, exit_code);
  parley::add_journal_command(app, exit_code);
  parley::add_token_command(app, exit_code);
  parley::add_moved_commands(app, exit_code);
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
