// SPDX-License-Identifier: Apache-2.0
// The report of a run of `parley-lab verify`, as text and as JSON. Pure.
#pragma once

#include "lab/verify/checker.hpp"
#include "lab/verify/rounds.hpp"

#include <string>
#include <vector>

namespace parley::verify {

/// One line without a line feed.
std::string write_round(const round_report& round);

/// Several lines, the last of which is the verdict.
std::string write_verdict(const verdict& found,
                          const std::vector<round_report>& rounds);

std::string write_json(const verdict& found,
                       const std::vector<round_report>& rounds);

}  // namespace parley::verify
