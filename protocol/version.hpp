// The version of Parley that clients and operators see.
#pragma once

#include <string_view>

namespace parley {

/// Set by CMake from the project's version.
inline constexpr std::string_view version = PARLEY_VERSION;

}  // namespace parley
