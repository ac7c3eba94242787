// SPDX-License-Identifier: Apache-2.0
#include "bench/report.hpp"

#include <algorithm>
#include <cstdio>

namespace parley::bench {

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto last = static_cast<double>(values.size() - 1);
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * last + 0.5);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::string distribution(const std::vector<double>& values) {
  std::string text;
  for (const auto share : {0.5, 0.9, 0.99, 1.0})
    text += (text.empty() ? "" : " / ") + number(quantile(values, share));
  return text;
}

std::string row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const auto& each : cells) text += ' ' + each + " |";
  return text;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value < 100 ? "%.1f" : "%.0f", value);
  return text;
}

}  // namespace parley::bench
