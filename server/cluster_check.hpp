// SPDX-License-Identifier: Apache-2.0
// Whether a node can be part of a cluster as the operator set it up, and
// whether NATS is reached in a way that strangers cannot use.
#pragma once

#include "store/cluster_options.hpp"

#include <cstddef>

namespace parley {

/// Bytes of the longest room name in a cluster. A name is part of a subject of
/// NATS, up to three bytes for each of its own, and a server of NATS ends the
/// connection at a control line over 4,096 bytes.
inline constexpr std::size_t cluster_room_name_size = 1'000;

/// Throws settings_error with a sentence for the operator. `room_name`: bytes
/// that the names of rooms may have.
void check_cluster(const cluster_options& cluster, std::size_t room_name);

}  // namespace parley
