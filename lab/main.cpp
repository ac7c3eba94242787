// SPDX-License-Identifier: Apache-2.0
// The `parley-lab` command, which tests and measures servers: one subcommand
// per file beside this one.
#include "lab/bench.hpp"
#include "lab/script.hpp"
#include "lab/verify.hpp"
#include "protocol/printable_stream.hpp"
#include "protocol/version.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>

int main(int argc, char** argv) {
  const parley::printable_stream out(std::cout), errors(std::cerr);
  CLI::App app("Tests and measures Parley servers.", "parley-lab");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(parley::version));

  int exit_code = 0;
  parley::add_bench_command(app, exit_code);
  parley::add_script_command(app, exit_code);
  parley::add_verify_command(app, exit_code);
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
