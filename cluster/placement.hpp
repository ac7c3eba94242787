// SPDX-License-Identifier: Apache-2.0
// Which node owns a room: rendezvous hashing, so that every node finds the same
// one without a table, and a node that comes or goes moves its own share only.
#pragma once

#include "cluster/view.hpp"

#include <string_view>

namespace parley::cluster {

/// Null when the view is empty. A node that is leaving owns nothing, unless all
/// are leaving. The same on every machine and in every version: nodes of two
/// versions are in one cluster during an upgrade.
const node_name* owner_of(std::string_view room, const view& among);

}  // namespace parley::cluster
