// SPDX-License-Identifier: Apache-2.0
// Secrets of the settings: which values are secrets, and which are too weak.
#pragma once

#include "server/settings.hpp"

#include <cstddef>

namespace parley {

/// Characters that a secret which signs or opens something has at least.
inline constexpr std::size_t shortest_secret = 16;

/// Removes line ends at the end of every secret. Files and Kubernetes' secrets
/// often end with an unintended one; `parley token` removes it as well.
void trim_secrets(settings& values);

/// Throws `settings_error` when a secret is shorter than its row allows; an
/// empty one is not set.
void check_secrets(settings values);

}  // namespace parley
