// SPDX-License-Identifier: Apache-2.0
// The settings of clients of the Centrifuge protocol, and of the rooms they
// may run.
#pragma once

#include "protocol/client_options.hpp"
#include "server/setting.hpp"

#include <vector>

namespace parley {

/// With the rows of both kinds of tokens.
std::vector<setting> client_keys(client_options& values);

}  // namespace parley
