// SPDX-License-Identifier: Apache-2.0
// Where durable rooms are kept: in a file of this node, or in a cluster where
// every node finds them.
#pragma once

#include "server/settings.hpp"
#include "store/data_directory.hpp"
#include "store/store.hpp"

#include <memory>
#include <optional>

namespace parley {

/// Null when no room is durable. `data` has been opened when it is needed.
/// Throws store_error, and nats_error when the cluster's options cannot be
/// used.
std::unique_ptr<store> open_store(const settings& values,
                                  const std::optional<data_directory>& data);

}  // namespace parley
