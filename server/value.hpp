// SPDX-License-Identifier: Apache-2.0
// Text to a typed value, the same for file, environment and flags.
#pragma once

#include "server/setting.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Sets `where` to the value in `text`. Lists are separated by spaces or
/// commas. Throws `settings_error` with the key, the text (not of a secret) and
/// the expected form.
void assign(const setting& where, std::string_view text);

/// A list given as such.
void assign(const setting& where, const std::vector<std::string>& items);

/// "250ms", "25s", "5m", "1h". Throws `settings_error`.
std::chrono::milliseconds parse_duration(std::string_view text);

}  // namespace parley
