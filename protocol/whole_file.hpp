// SPDX-License-Identifier: Apache-2.0
// Files that are read as a whole, and the system's errors for them.
#pragma once

#include <string>

namespace parley {

/// All bytes of a file. Throws std::system_error with the operating system's
/// reason if it cannot be opened or read; a directory cannot be read.
std::string read_whole_file(const std::string& path);

}  // namespace parley
