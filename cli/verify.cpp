#include "cli/verify.hpp"

#include "cli/script/values.hpp"
#include "cli/script/words.hpp"
#include "cli/verify/plan.hpp"
#include "cli/verify/run.hpp"
#include "server/descriptors.hpp"

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
    raise_descriptor_limit();
    const auto outcome = verify::run(line.plan, [&](const std::string& text) {
      if (!line.quiet) std::cout << text << std::endl;
    });
    std::cout << verify::write_verdict(outcome.found, outcome.rounds);
    if (!line.json.empty())
      write_file(line.json, verify::write_json(outcome.found, outcome.rounds));
    return outcome.found.wrong == 0 ? found_nothing : found_wrong;
  } catch (const std::runtime_error& error) {
    std::cerr << "parley verify: " << error.what() << '\n';
    return not_understood;
  }
}

void add_server_options(CLI::App& command, command_line& line) {
  command
      .add_option("--url", line.plan.urls,
                  "The server, ws:// or wss://; clients spread over several")
      ->type_name("URL")
      ->capture_default_str();
  command.add_option("--path", line.plan.path, "Of the Centrifuge protocol")
      ->capture_default_str();
  command.add_option("--token", line.plan.token, "Of all clients");
  command
      .add_option("--ca", line.plan.tls.ca_file,
                  "PEM file of the authority to trust with wss://")
      ->type_name("FILE");
  command.add_flag("--insecure-tls", line.insecure,
                   "Accept any certificate, such as a self-signed one");
}

void add_load_options(CLI::App& command, command_line& line) {
  const auto some = CLI::Range(std::size_t{1}, std::size_t{100'000});
  command.add_option("--clients", line.plan.clients, "How many")
      ->check(some)
      ->capture_default_str();
  command.add_option("--rooms", line.plan.rooms, "How many")
      ->check(some)
      ->capture_default_str();
  command
      .add_option("--rooms-each", line.plan.rooms_each,
                  "In how many of them each client is")
      ->check(some)
      ->capture_default_str();
  command
      .add_option("--namespace", line.plan.namespaces,
                  "Rooms are in these in turn; '' is without one")
      ->type_name("NAME");
  command.add_option("--every", line.every, "How often each client publishes")
      ->type_name("DURATION")
      ->capture_default_str();
}

void add_fault_options(CLI::App& command, command_line& line) {
  // ./dev verify has its own, before those of the command line.
  command.add_option("--rounds", line.plan.rounds, "How many")
      ->take_last()
      ->capture_default_str();
  command
      .add_option("--fault", line.plan.fault,
                  "Shell command that breaks something in each round, and ends "
                  "when it is whole again")
      ->type_name("COMMAND");
  command
      .add_option("--reconnects", line.plan.reconnects,
                  "Clients that leave and come back before each fault")
      ->take_last()
      ->capture_default_str();
  command.add_option("--seed", line.plan.seed, "Of whatever is random")
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
  command->add_option("--json", line->json, "Write the result there as well")
      ->type_name("FILE");
  command->add_flag("--quiet", line->quiet, "No line for each round");
  command->callback([line, &exit_code] { exit_code = run(*line); });
}

}  // namespace parley
