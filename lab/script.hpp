// SPDX-License-Identifier: Apache-2.0
// The subcommand `parley-lab script`: tests written as text, run by clients.
#pragma once

namespace CLI {
class App;
}

namespace parley {

/// Adds the subcommand. When the command line asks for it, it is run while
/// `app` parses, and `exit_code` is 0 if all files passed, 1 if one failed and
/// 2 if a file or an option cannot be read or understood. Both arguments must
/// outlive the parsing.
void add_script_command(CLI::App& app, int& exit_code);

}  // namespace parley
