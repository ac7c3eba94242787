// SPDX-License-Identifier: Apache-2.0
// The tables of docs/metrics.md are the names, labels and help that a node
// prints. To renew them after a change:
//   UPDATE_PAGES=1 protocol_tests --gtest_filter='MetricsPage.*'
#include "protocol/metrics.hpp"
#include "tests/protocol/page.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace parley {
namespace {

/// A node that has something of everything.
node_report full_report() {
  node_report report;
  report.loops = 1;
  report.cluster.emplace();
  report.journal.emplace();
  auto& loop = report.answers.emplace_back();
  loop.kinds["room"].actors = 1;
  auto& traffic = loop.traffic;
  traffic.transports["websocket"] = {};
  traffic.closes[1000] = traffic.reply_errors[103] = 1;
  traffic.rooms_refused["node_limit"] = 1;
  traffic.api["publish"].errors = 1;
  actor_row row;
  row.detail = room_detail{.name = "lobby"};
  loop.rows.push_back(row);
  return report;
}

struct family {
  std::string name, help, labels;
};

/// The label names of `{a="1",le="2"}`, without those of buckets.
std::string labels_of(std::string_view sample) {
  std::string names;
  const auto begin = sample.find('{');
  if (begin == sample.npos) return "";
  std::istringstream in(
      std::string(sample.substr(begin + 1, sample.find('}') - begin - 1)));
  for (std::string each; std::getline(in, each, ',');) {
    const auto name = each.substr(0, each.find('='));
    if (name != "le") names += (names.empty() ? "" : ",") + name;
  }
  return names.empty() ? "" : '{' + names + '}';
}

std::vector<family> printed_families() {
  std::istringstream in(to_metrics(
      full_report(), {.about = inspected::rooms, .by = sort_key::out}, "x"));
  std::vector<family> all;
  const std::string help = "# HELP x_";
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(help)) {
      const auto end = line.find(' ', help.size());
      all.push_back({line.substr(help.size(), end - help.size()),
                     line.substr(end + 1), ""});
    } else if (!line.starts_with('#') && all.back().labels.empty()) {
      all.back().labels = labels_of(line);
    }
  }
  return all;
}

std::string table_of(const std::vector<std::string>& prefixes) {
  std::string out = "| metric | what it is |\n|---|---|\n";
  for (const auto& [name, help, labels] : printed_families())
    if (std::ranges::any_of(prefixes, [&name = name](const auto& prefix) {
          return name.starts_with(prefix);
        }))
      out += "| `" + name + labels + "` | " + help + " |\n";
  return out;
}

const std::vector<std::pair<std::string, std::vector<std::string>>> tables{
    {"node", {"node_"}},
    {"clients", {"client_", "transport_", "outbox_"}},
    {"memory", {"memory_"}},
    {"refusals", {"refused_"}},
    {"cluster", {"cluster_"}},
    {"rooms", {"room_", "rooms_", "courier_", "api_", "journal_"}},
    {"loops", {"loop_", "actor"}}};

TEST(MetricsPage, its_tables_are_what_a_node_prints) {
  auto page = read_page(METRICS_PAGE);
  for (const auto& [name, prefixes] : tables)
    replace_block(page, "metrics: " + name, table_of(prefixes));
  expect_page(METRICS_PAGE, page);
}

TEST(MetricsPage, each_metric_is_in_one_of_its_tables) {
  std::size_t rows = 0;
  for (const auto& [name, prefixes] : tables)
    rows +=
        static_cast<std::size_t>(std::ranges::count(table_of(prefixes), '\n')) -
        2;
  EXPECT_EQ(rows, printed_families().size());
  for (const auto& each : printed_families())
    EXPECT_TRUE(each.help.ends_with('.')) << each.name;
}

}  // namespace
}  // namespace parley
