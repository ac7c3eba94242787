// SPDX-License-Identifier: Apache-2.0
// The names of epochs: with a new epoch, offsets start again.
#pragma once

#include <string>

namespace parley {

/// Eight random letters, as SDKs know them. Any thread.
std::string new_epoch();

}  // namespace parley
