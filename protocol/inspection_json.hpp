// SPDX-License-Identifier: Apache-2.0
// What /debug answers (docs/inspecting.md has the fields). Pure.
#pragma once

#include "protocol/inspection.hpp"

#include <string>

namespace parley {

/// One object: the node, the number of loops and of those that answered, and
/// the rows, under the name of their kind.
std::string to_json(const node_report& report, const inspection_query& query);

}  // namespace parley
