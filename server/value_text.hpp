// SPDX-License-Identifier: Apache-2.0
// A typed value as text, the way a settings file has it.
#pragma once

#include "server/setting.hpp"

#include <string>

namespace parley {

/// The value as TOML, a secret too: for defaults.
std::string value_text(const setting& what);

/// `key = value` as TOML. Of a secret only whether it is set,
/// of a URL no credentials.
std::string text_of(const setting& what);

}  // namespace parley
