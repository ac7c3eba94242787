// SPDX-License-Identifier: Apache-2.0
// `parley check`: reports the faults of settings, and their values.
#pragma once

namespace CLI {
class App;
}

namespace parley {

/// Adds the subcommand; `exit_code` is set when it has run. 2: a node would not
/// start with these settings.
void add_check_command(CLI::App& app, int& exit_code);

}  // namespace parley
