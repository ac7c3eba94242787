// SPDX-License-Identifier: Apache-2.0
// What settings must hold together, after all sources are read.
#pragma once

#include "server/settings.hpp"

namespace parley {

/// Throws `settings_error` when values contradict each other or are out of
/// range.
void check(const settings& values);

}  // namespace parley
