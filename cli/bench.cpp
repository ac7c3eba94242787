#include "cli/bench.hpp"

#include "cli/bench/report.hpp"
#include "cli/bench/run.hpp"
#include "cli/bench/speech.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace parley {

namespace {

struct command_line {
  std::string preset;
  std::string url = "ws://127.0.0.1:8080";
  std::string path;
  std::string protocol = "plain";
  pid_t pid = 0;
  double seconds = 5, warmup = 1;
  load::plan plan;
  std::string json, html;
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

// Each client is a descriptor. Throws when there can not be so many.
void raise_descriptor_limit(std::size_t clients) {
  constexpr rlim_t others = 64;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  if (clients + others > limit.rlim_max)
    throw std::runtime_error(
        std::to_string(clients) + " connections need more descriptors than " +
        std::to_string(limit.rlim_max) + ": raise `ulimit -Hn`");
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
  raise_descriptor_limit(found.plan.connections());
  std::signal(SIGPIPE, SIG_IGN);  // TLS writes without MSG_NOSIGNAL
  const auto words = load::make_speech(line.protocol);
  load::fleet clients(
      {load::endpoint::resolve(line.url),
       line.path.empty() ? std::string(words->default_path()) : line.path,
       *words});
  const auto progress = [&](const std::string& what) {
    if (!line.quiet) std::cerr << "parley bench: " << what << std::endl;
  };
  load::run({clients, line.pid, progress}, found);
  if (line.json != "-") std::cout << as_table(found);
  write_file(line.json, as_json(found));
  write_file(line.html, as_html(found));
  return found.is_clean() ? 0 : 1;
}

void add_options(CLI::App& command, command_line& line) {
  std::string names;
  for (const auto& each : load::presets())
    names.append("\n  ").append(each.name).append(": ").append(each.what);
  command.add_option("SCENARIO", line.preset, "What to do:" + names)
      ->required()
      ->check([](const std::string& name) {
        return load::find_preset(name) ? "" : "there is no scenario " + name;
      });
  command.add_option("--url", line.url, "The server, ws:// or wss://")
      ->capture_default_str();
  command.add_option("--path", line.path,
                     "Path of a room, {room} is its name; else the protocol's");
  command.add_option("--protocol", line.protocol, "How it is spoken to")
      ->check(CLI::IsMember(load::protocols()))
      ->capture_default_str();
  command.add_option("--pid", line.pid,
                     "The server's process: measure its CPU and memory");
  command.add_option("--seconds", line.seconds, "How long to measure")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command.add_option("--warmup", line.warmup, "Seconds before that")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command.add_option("--json", line.json,
                     "Write the result there; - is stdout");
  command.add_option("--html", line.html, "Write a page with charts there");
  command.add_flag("--quiet", line.quiet, "Do not tell what goes on");
}

void add_sizes(CLI::App& command, load::plan& plan) {
  const std::string group = "Instead of the scenario's own";
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
                  "Messages of a room outstanding, instead of a rate")
      ->check(positive)
      ->group(group);
  command
      .add_option("--slow", plan.slow, "Members of a room that stop reading")
      ->group(group);
}

}  // namespace

void add_bench_command(CLI::App& app, int& exit_code) {
  const auto line = std::make_shared<command_line>();
  auto* command = app.add_subcommand(
      "bench", "Load a server and measure what it costs (docs/bench.md)");
  add_options(*command, *line);
  add_sizes(*command, line->plan);
  command->callback([line, command, &exit_code] {
    try {
      exit_code = run(*line, *command);
    } catch (const std::exception& error) {
      std::cerr << "parley bench: " << error.what() << '\n';
      exit_code = 2;
    }
  });
}

}  // namespace parley
