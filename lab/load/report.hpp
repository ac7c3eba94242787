// SPDX-License-Identifier: Apache-2.0
// A result for a person and for a program. Pure.
#pragma once

#include "lab/load/result.hpp"

#include <string>

namespace parley::load {

/// A table of what the scenario is about.
std::string as_table(const result& found);

/// One object; docs/bench.md has its keys.
std::string as_json(const result& found);

}  // namespace parley::load
