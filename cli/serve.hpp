// SPDX-License-Identifier: Apache-2.0
// `parley serve`: runs a node until a signal stops it.
#pragma once

namespace CLI {
class App;
}

namespace parley {

/// Adds the subcommand; when it is chosen, it runs and sets `exit_code`: 0
/// after a clean stop, 1 when the node cannot start, 2 for settings that cannot
/// be used.
void add_serve_command(CLI::App& app, int& exit_code);

}  // namespace parley
