// SPDX-License-Identifier: Apache-2.0
#include "lab/verify.hpp"

#include "lab/descriptors.hpp"
#include "lab/script/values.hpp"
#include "lab/script/words.hpp"
#include "lab/verify/plan.hpp"
#include "lab/verify/run.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace parley {

namespace {

constexpr int found_nothing = 0;
constexpr int found_wrong = 1;
constexpr int not_understood = 2;

// The command line as it was written.
struct command_line {
  verify::plan plan;
  std::string every = "200ms", calm = "2s", patience = "30s";
  std::string json;
  bool insecure = false;
  bool quiet = false;
};

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

int run(command_line& line) {
  try {
    line.plan.every = script::parse_duration(line.every);
    line.plan.calm = script::parse_duration(line.calm);
    line.plan.patience = script::parse_duration(line.patience);
    line.plan.rooms_each = std::min(line.plan.rooms_each, line.plan.rooms);
    line.plan.tls.verify = !line.insecure;
    lab::raise_descriptor_limit();
    const auto outcome = verify::run(line.plan, [&](const std::string& text) {
      if (!line.quiet) std::cout << text << std::endl;
    });
    std::cout << verify::write_verdict(outcome.found, outcome.rounds);
    if (!line.json.empty())
      write_file(line.json, verify::write_json(outcome.found, outcome.rounds));
    return outcome.found.wrong == 0 ? found_nothing : found_wrong;
  } catch (const std::runtime_error& error) {
    std::cerr << "parley-lab verify: " << error.what() << '\n';
    return not_understood;
  }
}

void add_server_options(CLI::App& command, command_line& line) {
  command
      .add_option("--url", line.plan.urls,
                  "Server, ws:// or wss://; given several times, clients use "
                  "them in turn")
      ->type_name("URL")
      ->capture_default_str();
  command
      .add_option("--path", line.plan.path, "Path of the Centrifuge protocol")
      ->capture_default_str();
  command.add_option("--token", line.plan.token,
                     "Token that all clients connect with");
  command
      .add_option("--ca", line.plan.tls.ca_file,
                  "PEM file of the authority to trust with wss://")
      ->type_name("FILE");
  command.add_flag("--insecure-tls", line.insecure,
                   "Accept any certificate, such as a self-signed one");
}

void add_load_options(CLI::App& command, command_line& line) {
  const auto some = CLI::Range(std::size_t{1}, std::size_t{100'000});
  command.add_option("--clients", line.plan.clients, "Number of clients")
      ->check(some)
      ->capture_default_str();
  command.add_option("--rooms", line.plan.rooms, "Number of rooms")
      ->check(some)
      ->capture_default_str();
  command
      .add_option("--rooms-each", line.plan.rooms_each,
                  "Number of rooms that each client joins")
      ->check(some)
      ->capture_default_str();
  command
      .add_option(
          "--namespace", line.plan.namespaces,
          "Namespace of the rooms; several are used in turn; '' is none")
      ->type_name("NAME");
  command.add_option("--every", line.every, "How often each client publishes")
      ->type_name("DURATION")
      ->capture_default_str();
}

void add_fault_options(CLI::App& command, command_line& line) {
  // ./dev verify has its own, before those of the command line.
  command.add_option("--rounds", line.plan.rounds, "Number of rounds")
      ->take_last()
      ->capture_default_str();
  command
      .add_option("--fault", line.plan.fault,
                  "Shell command that causes a fault in each round and returns "
                  "when it is repaired")
      ->type_name("COMMAND");
  command
      .add_option("--reconnects", line.plan.reconnects,
                  "Clients that leave and come back before each fault")
      ->take_last()
      ->capture_default_str();
  command.add_option("--seed", line.plan.seed, "Seed of all random choices")
      ->capture_default_str();
  command.add_option("--calm", line.calm, "Time before each fault")
      ->type_name("DURATION")
      ->capture_default_str();
  command
      .add_option("--patience", line.patience,
                  "Within this all is well after a fault")
      ->type_name("DURATION")
      ->capture_default_str();
}

}  // namespace

void add_verify_command(CLI::App& app, int& exit_code) {
  const auto line = std::make_shared<command_line>();
  auto* command = app.add_subcommand(
      "verify",
      "Prove that a server loses, doubles and reorders nothing "
      "(docs/verify.md)");
  add_server_options(*command, *line);
  add_load_options(*command, *line);
  add_fault_options(*command, *line);
  command
      ->add_option("--json", line->json, "File to write the result to as JSON")
      ->type_name("FILE");
  command->add_flag("--quiet", line->quiet, "Print no line for each round");
  command->callback([line, &exit_code] { exit_code = run(*line); });
}

}  // namespace parley
