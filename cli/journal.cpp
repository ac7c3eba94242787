// SPDX-License-Identifier: Apache-2.0
#include "cli/journal.hpp"

#include "cli/journal_lines.hpp"
#include "cli/journal_report.hpp"
#include "store/data_directory.hpp"
#include "store/journal_restore.hpp"
#include "store/sqlite_store.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace parley {

namespace {

/// Publications that an export holds in memory.
constexpr std::size_t export_page = 1'000;

struct command_line {
  std::string data;
  std::vector<std::string> rooms;
  std::string file;
};

/// Beside a server that may write.
sqlite_store open_beside(const std::string& data) {
  return sqlite_store(data_directory::journal_path(data),
                      sqlite_store::read_only{});
}

int info(const command_line& line) {
  const auto journal = open_beside(line.data);
  std::cout << describe(journal.rooms(), journal.file_size());
  return 0;
}

int check(const command_line& line) {
  const auto journal = open_beside(line.data);
  const auto damage = journal.damage();
  for (const auto& each : damage) std::cerr << each << '\n';
  if (!damage.empty()) return 1;
  std::cout << "whole: " << count_of(journal.rooms()) << '\n';
  return 0;
}

// -- export -------------------------------------------------------------------

void export_room(sqlite_store& journal, const room_summary& room) {
  const auto known = journal.load(room.name, {});
  std::cout << room_line(room, known ? known->version : data_version{});
  store::range page{.limit = export_page, .last = room.end.offset};
  for (;;) {
    const auto records = journal.read(room.name, page);
    for (const auto& each : records) std::cout << record_line(each);
    if (records.size() < export_page) return;
    page.since = records.back().said->offset;
  }
}

int export_rooms(const command_line& line) {
  auto journal = open_beside(line.data);
  const auto rooms = journal.rooms();
  for (const auto& wanted : line.rooms)
    if (std::ranges::find(rooms, wanted, &room_summary::name) == rooms.end())
      throw store_error("there is no room \"" + wanted + "\" in it");
  for (const auto& each : rooms)
    if (line.rooms.empty() ||
        std::ranges::find(line.rooms, each.name) != line.rooms.end())
      export_room(journal, each);
  std::cout.flush();
  if (!std::cout) throw store_error("the output could not be written");
  return 0;
}

// -- import -------------------------------------------------------------------

std::vector<append_records> read_rooms(std::istream& from) {
  line_reader reader;
  for (std::string text; std::getline(from, text);) reader.read(text);
  return reader.finish();
}

std::vector<append_records> read_rooms(const std::string& file) {
  if (file == "-") return read_rooms(std::cin);
  std::ifstream from(file);
  if (!from) throw store_error(file + " cannot be read");
  auto rooms = read_rooms(from);
  // A directory opens well; reading it fails.
  if (from.bad()) throw store_error(file + " cannot be read");
  return rooms;
}

/// All rooms or none: in one transaction, and only rooms that are new.
int import_rooms(const command_line& line) {
  const auto rooms = read_rooms(line.file);
  const data_directory data(line.data);
  sqlite_store journal(data.journal_path());
  std::vector<change> changes;
  for (const auto& each : rooms) {
    if (each.records.empty()) {
      std::cerr << "left out, as nothing was kept of it: " << each.room << '\n';
      continue;
    }
    if (journal.load(each.room, {}))
      throw store_error("room \"" + each.room +
                        "\" is there already: nothing was imported");
    changes.emplace_back(each);
  }
  static_cast<void>(journal.commit(changes));
  std::cout << "imported: " << count_of(journal.rooms()) << " are there now\n";
  return 0;
}

int back_up(const command_line& line) {
  const auto journal = open_beside(line.data);
  journal.back_up(line.file);
  std::cout << line.file << ": " << std::filesystem::file_size(line.file)
            << " bytes\n";
  return 0;
}

int restore(const command_line& line) {
  const auto kept = restore_journal(line.file, line.data);
  const auto journal = open_beside(line.data);
  std::cout << "restored: " << count_of(journal.rooms()) << " are there now\n";
  if (!kept.empty())
    std::cout << "what was there before is in " << kept << '\n';
  return 0;
}

// -- commands -----------------------------------------------------------------

int run(int (*command)(const command_line&), const command_line& line) {
  try {
    return command(line);
  } catch (const std::exception& error) {
    std::cerr << "parley journal: " << error.what() << '\n';
    return 1;
  }
}

/// One that takes a data directory, and what `add_more` adds.
template <class AddMore>
void add(CLI::App& app, int& exit_code, const std::string& name,
         const std::string& help, int (*command)(const command_line&),
         AddMore add_more) {
  auto* added = app.add_subcommand(name, help);
  const auto line = std::make_shared<command_line>();
  added->add_option("DIR", line->data, "Data directory of a server")
      ->required();
  add_more(*added, *line);
  added->callback(
      [line, command, &exit_code] { exit_code = run(command, *line); });
}

}  // namespace

void add_journal_command(CLI::App& app, int& exit_code) {
  auto* journal = app.add_subcommand(
      "journal", "Look after what a server keeps (docs/durability.md)");
  journal->require_subcommand(1);
  const auto nothing = [](CLI::App&, command_line&) {};
  add(*journal, exit_code, "info", "List its rooms", info, nothing);
  add(*journal, exit_code, "check", "Say what is damaged; reads all of it",
      check, nothing);
  add(*journal, exit_code, "export", "Print rooms as lines of JSON",
      export_rooms, [](CLI::App& command, command_line& line) {
        command.add_option("ROOM", line.rooms, "Only these rooms");
      });
  add(*journal, exit_code, "import",
      "Import exported rooms; no server may be running", import_rooms,
      [](CLI::App& command, command_line& line) {
        command
            .add_option("FILE", line.file,
                        "Exported rooms, or - for the standard input")
            ->required();
      });
  add(*journal, exit_code, "backup",
      "Copy it, also while a server uses it, to a new file", back_up,
      [](CLI::App& command, command_line& line) {
        command.add_option("FILE", line.file, "The copy, a journal.db")
            ->required();
      });
  add(*journal, exit_code, "restore",
      "Install a backup; no server may be running", restore,
      [](CLI::App& command, command_line& line) {
        command.add_option("FILE", line.file, "The backup, a journal.db")
            ->required();
      });
}

}  // namespace parley
