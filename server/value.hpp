// Text to a typed value, the same for file, environment and flags.
#pragma once

#include "server/setting.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Sets `where` to what `text` says. Lists are separated by spaces or commas.
/// Throws `settings_error` naming the key, the text (of a secret: not) and what
/// was expected.
void assign(const setting& where, std::string_view text);

/// A list given as such.
void assign(const setting& where, const std::vector<std::string>& items);

/// "250ms", "25s", "5m", "1h". Throws `settings_error`.
std::chrono::milliseconds parse_duration(std::string_view text);

}  // namespace parley
