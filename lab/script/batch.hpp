// SPDX-License-Identifier: Apache-2.0
// Runs script files: reads them all, then runs one after the other and reports.
#pragma once

#include "lab/script/destination.hpp"

#include <chrono>
#include <iosfwd>
#include <string>
#include <vector>

namespace parley::script {

struct options {
  std::vector<std::string> files;
  address server;
  std::chrono::milliseconds timeout{5'000};  ///< Of each step.
  tls_options tls;
};

/// What the process returns.
enum exit_status { all_passed = 0, some_failed = 1, not_understood = 2 };

/// Runs the files, each with clients of its own. `out` gets a line per file
/// that passed, `err` gets FILE:LINE: and what is wrong. Nothing is run if one
/// of the files cannot be read or understood. Blocks.
exit_status run_files(const options& wanted, std::ostream& out,
                      std::ostream& err);

}  // namespace parley::script
