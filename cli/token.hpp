// SPDX-License-Identifier: Apache-2.0
// The subcommand `parley token`: makes tokens and prints their claims.
#pragma once

namespace CLI {
class App;
}

namespace parley {

/// Adds the subcommand. When the command line asks for it, it is run while
/// `app` parses, and `exit_code` is 0 for a token that was made or is good, 1
/// for one that is refused and 2 if an option or a key cannot be used. Both
/// arguments must outlive the parsing.
void add_token_command(CLI::App& app, int& exit_code);

}  // namespace parley
