// SPDX-License-Identifier: Apache-2.0
// The keys of a node that is part of a cluster.
#pragma once

#include "server/setting.hpp"
#include "store/cluster_options.hpp"

#include <vector>

namespace parley {

std::vector<setting> cluster_keys(cluster_options& values);

}  // namespace parley
