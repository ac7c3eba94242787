// What /debug answers (docs/inspecting.md has the fields). Pure.
#pragma once

#include "protocol/inspection.hpp"

#include <string>

namespace parley {

/// One object: the node, how many loops there are and have answered, and the
/// rows asked for, under the name of what was asked about.
std::string to_json(const node_report& report, const inspection_query& query);

}  // namespace parley
