// Settings from a TOML file.
#pragma once

#include "server/registry.hpp"

#include <string>

namespace parley {

/// Assigns what the file says, and makes its namespaces. Throws
/// `settings_error` with file and line; no secret gets into its text.
void read_settings_file(registry& known, const std::string& file);

}  // namespace parley
