// SPDX-License-Identifier: Apache-2.0
// Subcommands that are another program's now.
#pragma once

namespace CLI {
class App;
}

namespace parley {

/// `parley bench`, `script` and `verify` print that they are subcommands of
/// `parley-lab` and set `exit_code` to 2, whatever their arguments are. They
/// are not in the help. Both arguments must outlive the parsing.
void add_moved_commands(CLI::App& app, int& exit_code);

}  // namespace parley
