// SPDX-License-Identifier: Apache-2.0
// Settings from a TOML file.
#pragma once

#include "server/registry.hpp"

#include <string>

namespace parley {

/// Assigns the values of the file, and creates its namespaces. Throws
/// `settings_error` with file and line; its text contains no secret.
void read_settings_file(registry& known, const std::string& file);

}  // namespace parley
