// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect.hpp"

#include "cli/inspect/node_client.hpp"
#include "cli/inspect/screen.hpp"
#include "cli/inspect/table.hpp"
#include "cli/inspect/view.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace parley {

namespace {

using clock = std::chrono::steady_clock;

struct command_line {
  std::vector<std::string> urls{"http://127.0.0.1:8080"};
  std::string key;
  std::string about = "rooms";
  inspect::question asked;
  double every = 1;
  bool once = false;
  bool json = false;
};

inspect::topic topic_of(const std::string& name) {
  return *std::ranges::find(inspect::topics, name, inspect::name_of);
}

using nodes = std::deque<inspect::node_client>;

nodes connect(const command_line& line) {
  nodes all;
  for (const auto& url : line.urls) all.emplace_back(url, line.key);
  return all;
}

// Rates cover the time since the previous query; this one may be the first.
std::vector<std::string> look_twice(nodes& all, const std::string& target) {
  constexpr std::chrono::milliseconds period{1'100};
  for (auto& each : all) each.get(target);
  std::this_thread::sleep_for(period);
  std::vector<std::string> answers;
  for (auto& each : all) answers.push_back(each.get(target));
  return answers;
}

void print_once(nodes& all, const command_line& line) {
  const auto answers = look_twice(all, inspect::target_of(line.asked));
  std::vector<inspect::table> tables;
  for (const auto& each : answers) {
    if (line.json) std::cout << each << '\n';
    tables.push_back(inspect::read_table(each, line.asked));
  }
  if (line.json) return;
  const auto table = inspect::merged(tables, line.asked.limit);
  std::cout << table.summary << '\n';
  for (const auto& each : inspect::lines_of(table)) std::cout << each << '\n';
}

// Nodes that do not answer are named, and the others shown.
void ask(nodes& all, inspect::view& shown) {
  const auto& asked = shown.asked();
  std::vector<inspect::table> tables(all.size());
  std::string trouble;
  for (std::size_t i = 0; i < all.size(); ++i) try {
      tables[i] =
          inspect::read_table(all[i].get(inspect::target_of(asked)), asked);
    } catch (const std::exception& error) {
      trouble = error.what();
    }
  shown.show(inspect::merged(tables, asked.limit));
  if (!trouble.empty()) shown.complain(trouble);
}

void carry_out(nodes& all, inspect::view& shown,
               const inspect::view::step& step) {
  try {
    all[step.node].post(step.order);
    shown.confirm("done");
  } catch (const std::exception& error) {
    shown.complain(error.what());
  }
}

void watch(nodes& all, const command_line& line) {
  const auto period =
      std::chrono::milliseconds(static_cast<std::int64_t>(line.every * 1'000));
  inspect::view shown(line.asked);
  ask(all, shown);  // what is wrong is said on the screen
  inspect::screen terminal;
  auto next = clock::now() + period;
  for (;;) {
    terminal.draw(shown.draw(terminal.height()));
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        next - clock::now());
    const auto pressed =
        terminal.read(std::max(left, std::chrono::milliseconds(0)));
    inspect::view::step step;
    if (pressed) step = shown.press(*pressed);
    if (step.quits) return;
    if (!step.order.empty()) carry_out(all, shown, step);
    if (step.asks || !step.order.empty() || clock::now() >= next) {
      ask(all, shown);
      next = clock::now() + period;
    }
  }
}

int inspect_node(const command_line& line) {
  try {
    auto all = connect(line);
    if (line.once || line.json)
      print_once(all, line);
    else
      watch(all, line);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "parley inspect: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace

void add_inspect_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("inspect",
                                     "Watch what a node's rooms, sessions and "
                                     "actors do.");
  auto line = std::make_shared<command_line>();
  command->add_option("TOPIC", line->about, "rooms, sessions, actors or turns")
      ->check(CLI::IsMember({"rooms", "sessions", "actors", "turns"}));
  command
      ->add_option("--url", line->urls,
                   "a node; may be repeated; http://127.0.0.1:8080")
      ->type_name("URL");
  // On the command line others could read it.
  command
      ->add_option("--key", line->key,
                   "the node's http_api.key; better in the environment")
      ->envname("PARLEY_HTTP_API_KEY")
      ->type_name("KEY");
  command->add_option("--sort", line->asked.sort,
                      "mailbox, load, longest, rate, in, out or size");
  command->add_option("--filter", line->asked.filter,
                      "only rows with this in a name");
  command->add_option("--limit", line->asked.limit, "rows at most; 50")
      ->check(CLI::Range(1, 1'000));
  command->add_option("--every", line->every, "seconds between two looks; 1")
      ->check(CLI::Range(0.2, 3'600.0));
  command->add_flag("--once", line->once, "print one table and end");
  command->add_flag("--json", line->json, "print the nodes' answers and end");
  command->callback([line, &exit_code] {
    line->asked.about = topic_of(line->about);
    exit_code = inspect_node(*line);
  });
}

}  // namespace parley
