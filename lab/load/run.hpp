// SPDX-License-Identifier: Apache-2.0
// One run: the scenario of a plan against a server.
#pragma once

#include "lab/load/crowd.hpp"
#include "lab/load/result.hpp"

namespace parley::load {

/// Runs `into.plan` and fills in its result. Throws std::runtime_error when not
/// all members can join.
void run(stage where, result& into);

}  // namespace parley::load
