// SPDX-License-Identifier: Apache-2.0
// The process's limit of open files: each client is one.
#pragma once

#include <cstddef>

namespace parley::lab {

/// Raises the soft limit to the hard one. Throws std::runtime_error when that
/// is too low for `clients` and the few files that the process needs itself.
void raise_descriptor_limit(std::size_t clients = 0);

}  // namespace parley::lab
