// SPDX-License-Identifier: Apache-2.0
// The settings' part of a command line, the same for all commands that read
// settings.
#pragma once

#include "server/settings.hpp"

#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace parley {

struct settings_line {
  std::string config;
  std::vector<std::string> listen;
  std::vector<std::string> assignments;
  /// Flags that stand for a key, as key and text.
  std::vector<std::pair<std::string, std::string>> flags;
};

/// Adds --config, --set and the short forms; `line` outlives the parsing.
void add_settings_options(CLI::App& command, settings_line& line);

/// Reads flags, environment and file. Throws `settings_error`.
settings settings_of(const settings_line& line);

/// What of all this has no effect, a sentence each.
std::vector<std::string> warnings_of(const settings& values);

}  // namespace parley
