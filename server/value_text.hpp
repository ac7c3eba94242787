// A typed value as text, the way a settings file has it.
#pragma once

#include "server/setting.hpp"

#include <string>

namespace parley {

/// `key = value` as TOML. Of a secret only whether it is set,
/// of a URL not who connects.
std::string text_of(const setting& what);

}  // namespace parley
