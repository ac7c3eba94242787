// SPDX-License-Identifier: Apache-2.0
// What an operator wrote that has no effect. Pure.
#pragma once

#include "server/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Whether Kubernetes or Docker makes a variable of this name for a service
/// whose name begins with "parley".
bool is_service_variable(std::string_view name);

/// One sentence for each variable of `variables`, the names of those that are
/// set, that begins with PARLEY_ and matches no key, and for each setting
/// without the one that it needs. No sentence contains a value.
std::vector<std::string> warnings_of(const settings& values,
                                     const std::vector<std::string>& variables);

}  // namespace parley
