// SPDX-License-Identifier: Apache-2.0
// Where settings come from: flags over environment over file over defaults.
#pragma once

#include "server/settings.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {

struct settings_source {
  /// TOML; empty for none.
  std::string file;
  /// Looks a variable up; null when it is not set.
  std::function<const char*(const std::string&)> environment;
  /// key, text: later ones win.
  std::vector<std::pair<std::string, std::string>> flags;
};

/// Reads all sources and checks the result. Throws `settings_error`, with file
/// and line where there is one; an unknown key is an error that names the
/// nearest known one.
settings load_settings(const settings_source& source);

/// The environment's name of a key: client.ping_interval is
/// PARLEY_CLIENT_PING_INTERVAL.
std::string environment_name(std::string_view key);

}  // namespace parley
