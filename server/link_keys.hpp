// SPDX-License-Identifier: Apache-2.0
// The keys for links of all protocols.
#pragma once

#include "net/options.hpp"
#include "server/setting.hpp"

#include <vector>

namespace parley {

std::vector<setting> link_keys(net_options& values);

}  // namespace parley
