// SPDX-License-Identifier: Apache-2.0
#include "cli/settings_line.hpp"

#include "server/settings_source.hpp"
#include "server/settings_warnings.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <unistd.h>

namespace parley {

namespace {

/// What `--help` shows of a row: its first sentence.
std::string summary_of(const setting& row) {
  return std::string(row.help.substr(0, row.help.find(". "))) +
         (row.help.find(". ") == row.help.npos ? "" : ".");
}

/// A flag that is short for `--set key=value`; without a value, for true.
void add_short(CLI::App& command, settings_line& line, const setting& row) {
  const std::string name(row.flag.name);
  const auto take = [&line, key = row.key](const std::string& text) {
    line.flags.emplace_back(key, text);
  };
  if (row.flag.value.empty())
    command.add_flag_callback(
        name, [take] { take("true"); }, summary_of(row));
  else
    command.add_option_function<std::string>(name, take, summary_of(row))
        ->type_name(std::string(row.flag.value));
}

}  // namespace

void add_settings_options(CLI::App& command, settings_line& line) {
  command.add_option("--config", line.config, "settings file")
      ->type_name("FILE.toml");
  command
      .add_option("--listen", line.listen,
                  "address to listen on; may be repeated")
      ->type_name("HOST:PORT");
  command.add_option("--set", line.assignments, "set any key of the file")
      ->type_name("KEY=VALUE");
  settings defaults;
  for (const auto& each : all_settings(defaults))
    // It may be repeated, other than the rest.
    if (!each.flag.name.empty() && each.key != "listen")
      add_short(command, line, each);
}

std::vector<std::string> warnings_of(const settings& values) {
  std::vector<std::string> names;
  for (char** each = environ; *each; ++each) {
    const std::string_view variable(*each);
    const auto end = variable.find('=');
    // An empty variable is not set.
    if (end != variable.npos && end + 1 < variable.size())
      names.emplace_back(variable.substr(0, end));
  }
  return warnings_of(values, names);
}

settings settings_of(const settings_line& line) {
  settings_source source{
      .file = line.config,
      .environment =
          [](const std::string& name) { return std::getenv(name.c_str()); },
      .flags = {}};
  for (const auto& text : line.assignments) {
    const auto equals = text.find('=');
    // Not quoted: the rest may be a secret.
    if (equals == std::string::npos)
      throw settings_error("--set: expected KEY=VALUE, one of them has no =");
    source.flags.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  source.flags.insert(source.flags.end(), line.flags.begin(), line.flags.end());
  std::string addresses;
  for (const auto& address : line.listen) addresses += address + ' ';
  if (!addresses.empty()) source.flags.emplace_back("listen", addresses);
  return load_settings(source);
}

}  // namespace parley
