// SPDX-License-Identifier: Apache-2.0
// A node's figures in Prometheus' text format (docs/metrics.md has the names).
// Pure.
#pragma once

#include "protocol/inspection.hpp"

#include <string>
#include <string_view>

namespace parley {

inline constexpr std::string_view metrics_content_type =
    "text/plain; version=0.0.4; charset=utf-8";

/// How many rooms have figures of their own: those that deliver most.
inline constexpr std::size_t metrics_hot_rooms = 5;

/// All names begin with `prefix` and an underscore. `hottest` is what the
/// report's rows were asked for with.
std::string to_metrics(const node_report& report,
                       const inspection_query& hottest,
                       const std::string& prefix);

}  // namespace parley
