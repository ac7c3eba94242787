// SPDX-License-Identifier: Apache-2.0
// `parley journal`: looks into a data directory, checks it, exports, imports
// and backs up.
#pragma once

namespace CLI {
class App;
}

namespace parley {

/// The exit code is 0 when it worked, 1 when it did not, 2 when the command was
/// not understood.
void add_journal_command(CLI::App& app, int& exit_code);

}  // namespace parley
