// SPDX-License-Identifier: Apache-2.0
// Figures of one run, for people.
#pragma once

#include <string>
#include <vector>

namespace parley::bench {

/// The value below which a share in [0, 1] of them lies; 0 of none.
double quantile(std::vector<double> values, double share);

/// "12 / 30 / 41 / 60": p50, p90, p99 and the largest.
std::string distribution(const std::vector<double>& values);

/// A row of a Markdown table.
std::string row(const std::vector<std::string>& cells);

/// With one digit behind the point where that says something.
std::string number(double value);

}  // namespace parley::bench
