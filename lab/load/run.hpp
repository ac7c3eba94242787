// One run: the scenario of a plan against a server.
#pragma once

#include "lab/load/crowd.hpp"
#include "lab/load/result.hpp"

namespace parley::load {

/// Fills in what `into.plan` asks for. Throws std::runtime_error when the
/// members do not come together.
void run(stage where, result& into);

}  // namespace parley::load
