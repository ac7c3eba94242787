// SPDX-License-Identifier: Apache-2.0
// Walks through the steps of one script, until the first failure.
#pragma once

#include "lab/script/performer.hpp"
#include "lab/script/step.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace parley::script {

struct failure {
  std::size_t line;
  std::string what;  ///< "expected ..., got ...".
};

class runner {
 public:
  /// Each step may take up to `timeout`. `server` must outlive it.
  runner(destination& server, std::chrono::milliseconds timeout);

  /// Runs a script and ends all its clients. Blocks.
  std::optional<failure> run(const std::vector<step>& steps);

  /// Steps that passed, those of a repeat once per round.
  std::size_t steps_done() const { return steps_done_; }

 private:
  std::optional<failure> run_all(const std::vector<step>& steps);
  std::optional<failure> run_one(const step& one);
  std::optional<failure> run_rounds(const repeat& block);
  std::string rounds_note() const;

  performer performer_;
  std::vector<std::size_t> rounds_;  // Of the repeats we are in, outer first.
  std::size_t steps_done_ = 0;
};

}  // namespace parley::script
