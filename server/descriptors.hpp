// SPDX-License-Identifier: Apache-2.0
// The process's limit of open files, which is its limit of connections.
#pragma once

#include <cstdint>

namespace parley {

struct descriptor_limit {
  std::uint64_t before;  // soft limit the process was started with
  std::uint64_t now;     // soft limit after raising it to the hard one
};

/// Raises the soft limit to the hard one. On failure the limit stays unchanged,
/// which is not an error.
descriptor_limit raise_descriptor_limit();

}  // namespace parley
