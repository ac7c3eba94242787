// SPDX-License-Identifier: Apache-2.0
// The output of `parley token check`.
#pragma once

#include "cli/token_key.hpp"
#include "protocol/token_check.hpp"

#include <string>
#include <string_view>

namespace parley {

/// Judges a token as a server with these keys would.
token_verdict judge(std::string_view token, const checking_keys& keys,
                    unix_seconds now);

/// The claims of a token, one per line, each ending in a newline.
std::string describe(const token_claims& claims);

}  // namespace parley
