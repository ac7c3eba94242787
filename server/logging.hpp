// SPDX-License-Identifier: Apache-2.0
// Where log lines go: standard error, one event per line.
#pragma once

#include "server/log_format.hpp"

#include <string>

namespace parley {

/// `level` is one of trace, debug, info, warning, error, critical, off. Lines
/// begin with a stable event id ("room.start"), then fields; as JSON they are
/// one object each.
void start_logging(const std::string& level, log_format format);

}  // namespace parley
