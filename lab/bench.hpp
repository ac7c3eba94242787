// SPDX-License-Identifier: Apache-2.0
// The subcommand `parley-lab bench`: a load generator.
#pragma once

#include "lab/load/speech.hpp"

#include <vector>

namespace CLI {
class App;
}

namespace parley {

/// Adds the subcommand. When the command line asks for it, it is run while
/// `app` parses, and `exit_code` is 0 if nothing was lost, duplicated,
/// reordered or refused, 1 if something was, and 2 if the run failed to start.
/// `protocols` are the values of --protocol. The first two
/// arguments must outlive the parsing.
void add_bench_command(
    CLI::App& app, int& exit_code,
    const std::vector<load::protocol>& protocols = load::own_protocols());

}  // namespace parley
