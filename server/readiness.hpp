// SPDX-License-Identifier: Apache-2.0
// Whether a node would start with its settings, without starting it.
#pragma once

#include "server/settings.hpp"

namespace parley {

/// Throws `std::runtime_error` with a sentence when an address, certificate,
/// key or policy cannot be used, or an address needs `insecure`. Binds nothing.
void check_readiness(const settings& values);

}  // namespace parley
