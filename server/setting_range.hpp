// SPDX-License-Identifier: Apache-2.0
// What the value of a setting may be, in words and as a check. Pure.
#pragma once

#include "server/setting.hpp"

#include <string>

namespace parley {

/// Type, unit and range of the value: "bytes, 1 to 1073741824".
std::string form_of(const setting& row);

/// Throws `settings_error`, a sentence that begins with the key and has no
/// secret in it, when the value is outside the row's range.
void check_range(const setting& row);

}  // namespace parley
