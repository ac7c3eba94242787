// SPDX-License-Identifier: Apache-2.0
#include "lab/bench.hpp"

#include "lab/descriptors.hpp"
#include "lab/load/report.hpp"
#include "lab/load/run.hpp"
#include "lab/load/speech.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace parley {

namespace {

struct command_line {
  std::string preset;
  std::string url = "ws://127.0.0.1:8080";
  std::string path;
  std::vector<load::protocol> protocols;
  std::string protocol = "plain";
  pid_t pid = 0;
  double seconds = 5, warmup = 1;
  load::plan plan;
  std::string json;
  bool quiet = false;
};

/// The preset's plan, with what the command line says otherwise.
load::plan plan_of(const command_line& line, const CLI::App& command) {
  auto chosen = load::find_preset(line.preset)->plan;
  const auto given = [&](const char* option) {
    return command.count(option) > 0;
  };
  if (given("--rooms")) chosen.rooms = line.plan.rooms;
  if (given("--members")) chosen.members = line.plan.members;
  if (given("--size")) chosen.size = line.plan.size;
  if (given("--slow")) chosen.slow = line.plan.slow;
  if (given("--rate")) {
    chosen.rate = line.plan.rate;
    chosen.window = 0;
  }
  if (given("--window")) chosen.window = line.plan.window;
  const auto ms = [](double s) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(s * 1'000));
  };
  chosen.warmup = ms(line.warmup);
  chosen.measured = ms(line.seconds);
  return chosen;
}

void write_file(const std::string& path, const std::string& text) {
  if (path.empty()) return;
  if (path == "-") {
    std::cout << text;
    return;
  }
  if (!(std::ofstream(path, std::ios::binary) << text << std::flush))
    throw std::runtime_error("cannot write " + path);
}

int run(const command_line& line, const CLI::App& command) {
  load::result found;
  found.name = line.preset;
  found.url = line.url;
  found.protocol = line.protocol;
  found.plan = plan_of(line, command);
  lab::raise_descriptor_limit(found.plan.connections());
  std::signal(SIGPIPE, SIG_IGN);  // TLS writes without MSG_NOSIGNAL
  const auto words = load::make_speech(line.protocol, line.protocols);
  load::fleet clients(
      {load::endpoint::resolve(line.url),
       line.path.empty() ? std::string(words->default_path()) : line.path,
       *words});
  const auto progress = [&](const std::string& what) {
    if (!line.quiet) std::cerr << "parley-lab bench: " << what << std::endl;
  };
  load::run({clients, line.pid, progress}, found);
  if (line.json != "-") std::cout << as_table(found);
  write_file(line.json, as_json(found));
  return found.is_clean() ? 0 : 1;
}

void add_options(CLI::App& command, command_line& line) {
  std::string names;
  std::vector<std::string> protocols;
  for (const auto& each : line.protocols) protocols.emplace_back(each.name);
  for (const auto& each : load::presets())
    names.append("\n  ").append(each.name).append(": ").append(each.what);
  command.add_option("SCENARIO", line.preset, "One of:" + names)
      ->required()
      ->check([](const std::string& name) {
        return load::find_preset(name) ? "" : "there is no scenario " + name;
      });
  command.add_option("--url", line.url, "The server, ws:// or wss://")
      ->capture_default_str();
  command.add_option(
      "--path", line.path,
      "Path of a room with {room} for its name; default: the protocol's");
  command.add_option("--protocol", line.protocol, "Protocol to use")
      ->check(CLI::IsMember(protocols))
      ->capture_default_str();
  command.add_option("--pid", line.pid,
                     "Process of the server, to measure its CPU and memory");
  command
      .add_option("--seconds", line.seconds,
                  "Duration of the measurement in seconds")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command
      .add_option("--warmup", line.warmup,
                  "Seconds to run before the measurement")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command.add_option("--json", line.json,
                     "File to write the result to; - is stdout");
  command.add_flag("--quiet", line.quiet, "Print no progress");
}

void add_sizes(CLI::App& command, load::plan& plan) {
  const std::string group = "Override the scenario";
  const auto positive = CLI::Range(std::size_t{1}, std::size_t{1'000'000});
  command.add_option("--rooms", plan.rooms, "Rooms")
      ->check(positive)
      ->group(group);
  command.add_option("--members", plan.members, "Members of each room")
      ->check(positive)
      ->group(group);
  command.add_option("--size", plan.size, "Bytes of a message")
      ->check(CLI::Range(load::mark::size, std::size_t{1'000'000}))
      ->group(group);
  command.add_option("--rate", plan.rate, "Deliveries per second")
      ->check(CLI::PositiveNumber)
      ->group(group);
  command
      .add_option("--window", plan.window,
                  "Outstanding messages of each room, instead of a rate")
      ->check(positive)
      ->group(group);
  command
      .add_option("--slow", plan.slow, "Members of a room that stop reading")
      ->group(group);
}

}  // namespace

void add_bench_command(CLI::App& app, int& exit_code,
                       const std::vector<load::protocol>& protocols) {
  const auto line = std::make_shared<command_line>();
  line->protocols = protocols;
  auto* command = app.add_subcommand(
      "bench", "Load a server and measure what it costs (docs/bench.md)");
  add_options(*command, *line);
  add_sizes(*command, line->plan);
  command->callback([line, command, &exit_code] {
    try {
      exit_code = run(*line, *command);
    } catch (const std::exception& error) {
      std::cerr << "parley-lab bench: " << error.what() << '\n';
      exit_code = 2;
    }
  });
}

}  // namespace parley
