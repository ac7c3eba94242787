// SPDX-License-Identifier: Apache-2.0
// Turns the text of a script into its steps. Pure: reads no file.
#pragma once

#include "lab/script/step.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parley::script {

/// A line that cannot be understood.
struct problem {
  std::size_t line;  ///< From 1.
  std::string what;
};

struct parsed {
  std::vector<step> steps;
  std::vector<problem> problems;  ///< In order of lines; empty: can be run.
};

/// Reads a whole script. Every bad line is a problem, not just the first.
/// docs/scripting.md has the language.
parsed parse(std::string_view text);

}  // namespace parley::script
