// SPDX-License-Identifier: Apache-2.0
// The keys for operators.
#pragma once

#include "protocol/client_options.hpp"
#include "server/setting.hpp"

#include <string>
#include <vector>

namespace parley {

/// A random secret, of this process alone.
std::string make_secret();

std::vector<setting> operator_keys(operator_options& values);

}  // namespace parley
