// SPDX-License-Identifier: Apache-2.0
// The version of Parley that clients and operators see.
#pragma once

#include <string_view>

namespace parley {

/// Set by CMake from the project's version, for one source: another version
/// compiles one file.
extern const std::string_view version;

}  // namespace parley
