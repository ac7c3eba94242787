// SPDX-License-Identifier: Apache-2.0
#include "protocol/version.hpp"

namespace parley {

constexpr std::string_view version = PARLEY_VERSION;

}  // namespace parley
