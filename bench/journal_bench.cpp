// SPDX-License-Identifier: Apache-2.0
// What durable publications cost, beside the same in memory and one transaction
// each: `journal_bench --help`. Figures: docs/durability.md.
#include "bench/counting_store.hpp"
#include "bench/node.hpp"
#include "bench/report.hpp"
#include "store/data_directory.hpp"
#include "store/sqlite_store.hpp"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

namespace parley::bench {
namespace {

using clock = std::chrono::steady_clock;
using seconds = std::chrono::duration<double>;

struct options {
  std::filesystem::path folder = std::filesystem::temp_directory_path();
  double time = 2;
  std::vector<std::size_t> rooms{1, 16, 256};
  std::size_t window = 16;
  std::size_t size = 100;
};

/// A data directory that is gone afterwards.
class scratch {
 public:
  explicit scratch(const std::filesystem::path& folder)
      : path_(folder / ("parley-bench-" + std::to_string(::getpid()))),
        data_(path_) {}
  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;

  std::unique_ptr<store> open() const {
    return std::make_unique<sqlite_store>(data_.journal_path());
  }

 private:
  std::filesystem::path path_;
  data_directory data_;
};

channel_options kept(durability how) {
  channel_options chosen;
  chosen.history_size = 1'000;
  chosen.history_ttl = std::chrono::hours(1);
  chosen.durability = how;
  return chosen;
}

publisher::plan plan_for(const options& o, std::size_t rooms) {
  publisher::plan plan{
      .rooms = {},
      .window = o.window,
      .size = o.size,
      .time = std::chrono::duration_cast<clock::duration>(seconds(o.time))};
  for (std::size_t i = 0; i < rooms; ++i)
    plan.rooms.push_back("room" + std::to_string(i));
  return plan;
}

double rate(const publisher::result& found) {
  return static_cast<double>(found.waits.size()) / seconds(found.took).count();
}

std::vector<double> milliseconds_of(const publisher::result& found) {
  std::vector<double> all;
  for (const auto each : found.waits)
    all.push_back(seconds(each).count() * 1'000);
  return all;
}

publisher::result in_memory(const options& o, std::size_t rooms) {
  return node(kept(durability::memory), nullptr).run(plan_for(o, rooms));
}

publisher::result journaled(const options& o, std::size_t rooms,
                            commit_tally& tally) {
  const scratch folder(o.folder);
  node actors(kept(durability::journal),
              std::make_unique<counting_store>(folder.open(), tally));
  return actors.run(plan_for(o, rooms));
}

/// Publications per second when each is a transaction of its own.
double one_by_one(const options& o) {
  const scratch folder(o.folder);
  const auto kept_in = folder.open();
  const auto options = kept(durability::journal);
  const auto began = clock::now();
  std::uint64_t count = 0;
  while (seconds(clock::now() - began).count() < o.time) {
    auto said = std::make_shared<publication>();
    said->data = '"' + std::string(o.size, 'x') + '"';
    said->offset = count + 1;
    const change one = append_records{
        .room = "room",
        .behind = {count, "E"},
        .records = {{std::move(said), std::chrono::system_clock::now(), {}}},
        .version = {},
        .keep = {options.history_size, options.history_ttl,
                 options.history_ttl}};
    static_cast<void>(kept_in->commit({&one, 1}));
    ++count;
  }
  return static_cast<double>(count) / seconds(clock::now() - began).count();
}

int run(const options& o) {
  const auto single = one_by_one(o);
  std::cout << "one transaction each: " << number(single) << "/s\n\n"
            << row({"rooms", "memory /s", "journal /s", "x one each",
                    "publications per commit, p50 / p90 / p99 / max",
                    "acknowledged within ms, p50 / p90 / p99 / max"})
            << '\n'
            << row({"---", "---", "---", "---", "---", "---"}) << std::endl;
  std::size_t refused = 0;
  for (const auto rooms : o.rooms) {
    commit_tally tally;
    const auto memory = in_memory(o, rooms);
    const auto journal = journaled(o, rooms, tally);
    refused += journal.refused + memory.refused;
    std::cout << row({std::to_string(rooms), number(rate(memory)),
                      number(rate(journal)), number(rate(journal) / single),
                      distribution({tally.publications.begin(),
                                    tally.publications.end()}),
                      distribution(milliseconds_of(journal))})
              << std::endl;
  }
  if (refused == 0) return 0;
  std::cerr << refused << " publications were refused\n";
  return 1;
}

}  // namespace
}  // namespace parley::bench

int main(int argc, char** argv) {
  parley::bench::options o;
  CLI::App app("What durable publications cost.", "journal_bench");
  app.add_option("--folder", o.folder, "on the disk to measure");
  app.add_option("--seconds", o.time, "of each run");
  app.add_option("--rooms", o.rooms, "numbers of rooms");
  app.add_option("--window", o.window, "publications under way in each room");
  app.add_option("--size", o.size, "bytes of each");
  CLI11_PARSE(app, argc, argv);
  spdlog::set_level(spdlog::level::warn);
  try {
    return parley::bench::run(o);
  } catch (const std::exception& error) {
    std::cerr << "journal_bench: " << error.what() << '\n';
    return 1;
  }
}
