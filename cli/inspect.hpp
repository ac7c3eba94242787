// SPDX-License-Identifier: Apache-2.0
// `parley inspect`: a live table of a node's activity.
#pragma once

namespace CLI {
class App;
}

namespace parley {

/// Adds the subcommand; `exit_code` is set when it has run. 1: the node cannot
/// be reached or does not know the key.
void add_inspect_command(CLI::App& app, int& exit_code);

}  // namespace parley
