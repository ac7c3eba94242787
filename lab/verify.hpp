// SPDX-License-Identifier: Apache-2.0
// `parley-lab verify`: clients that prove what a server promises
// (docs/verify.md).
#pragma once

namespace CLI {
class App;
}

namespace parley {

void add_verify_command(CLI::App& app, int& exit_code);

}  // namespace parley
