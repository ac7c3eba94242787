// SPDX-License-Identifier: Apache-2.0
// `parley-lab bench` with the protocols of other servers too; `./dev bench`
// runs it.
#include "bench/peers/speech.hpp"
#include "lab/bench.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  CLI::App app("Loads servers that Parley is compared with.", "load");
  app.require_subcommand(1);
  int exit_code = 0;
  parley::add_bench_command(app, exit_code, parley::bench::all_protocols());
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
