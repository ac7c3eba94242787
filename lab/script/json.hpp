// SPDX-License-Identifier: Apache-2.0
// Compares JSON texts by what they mean. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parley::script {

/// Why a text is no JSON value, or nothing.
std::optional<std::string> json_error(std::string_view text);

/// Whether two texts are the same JSON value: spaces and the order of an
/// object's members do not count, 1 and 1.0 are the same. False if one of them
/// is no JSON.
bool json_equal(std::string_view a, std::string_view b);

}  // namespace parley::script
