// SPDX-License-Identifier: Apache-2.0
// Decides whether what a client got is what the script expects. Pure.
#pragma once

#include "lab/script/step.hpp"

#include <optional>
#include <string>

namespace parley::script {

/// What went wrong, or nothing: "expected ..., got ...".
using complaint = std::optional<std::string>;

/// Why a regular expression (ECMAScript) cannot be used, or nothing.
std::optional<std::string> regex_error(const std::string& regex);

/// Nothing if `got` is what is wanted. A regular expression is searched for in
/// the whole text, "^" and "$" are its ends, "." is no line break.
complaint judge(const expectation& wanted, const event& got);

}  // namespace parley::script
