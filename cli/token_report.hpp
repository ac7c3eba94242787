// What `parley token check` says of a token.
#pragma once

#include "cli/token_key.hpp"
#include "protocol/token_check.hpp"

#include <string>
#include <string_view>

namespace parley {

/// Judges a token as a server with these keys would.
token_verdict judge(std::string_view token, const checking_keys& keys,
                    unix_seconds now);

/// What a token says, a line for each thing, each ending in a newline.
std::string describe(const token_claims& claims);

}  // namespace parley
