// SPDX-License-Identifier: Apache-2.0
#include "lab/script.hpp"

#include "lab/descriptors.hpp"
#include "lab/script/address.hpp"
#include "lab/script/batch.hpp"
#include "lab/script/values.hpp"
#include "lab/script/words.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace parley {

namespace {

// The command line as it was written.
struct command_line {
  script::options options;
  std::string url = "ws://127.0.0.1:8080";
  std::string timeout = "5s";
  bool insecure = false;
};

int run(command_line& line) {
  auto option = "--url";
  try {
    line.options.server = script::parse_address(line.url);
    option = "--timeout";
    line.options.timeout = script::parse_duration(line.timeout);
  } catch (const script::syntax_error& error) {
    std::cerr << "parley-lab script: " << option << ": " << error.what()
              << '\n';
    return script::not_understood;
  }
  line.options.tls.verify = !line.insecure;
  lab::raise_descriptor_limit();  // each client is one
  return script::run_files(line.options, std::cout, std::cerr);
}

}  // namespace

void add_script_command(CLI::App& app, int& exit_code) {
  const auto line = std::make_shared<command_line>();
  auto* command = app.add_subcommand(
      "script", "Run scripted clients against a server (docs/scripting.md)");
  command->add_option("FILE", line->options.files, "Scripts, run in this order")
      ->required();
  command->add_option("--url", line->url, "The server, ws:// or wss://")
      ->type_name("URL")
      ->capture_default_str();
  command
      ->add_option("--timeout", line->timeout,
                   "Longest time one step may take, such as 200ms, 5s, 1m")
      ->type_name("DURATION")
      ->capture_default_str();
  command
      ->add_option("--ca", line->options.tls.ca_file,
                   "PEM file of the authority to trust with wss://")
      ->type_name("FILE");
  command->add_flag("--insecure-tls", line->insecure,
                    "Accept any certificate, such as a self-signed one");
  command->callback([line, &exit_code] { exit_code = run(*line); });
}

}  // namespace parley
