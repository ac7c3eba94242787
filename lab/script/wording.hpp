// SPDX-License-Identifier: Apache-2.0
// How a script's failures name things: messages, endings, durations.
#pragma once

#include "lab/script/step.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace parley::script {

/// Text in double quotes, control characters escaped. A long one is cut after
/// 200 bytes and says how long it is.
std::string in_quotes(std::string_view text);

/// `5s`, `200ms`, `1m`: as a script writes it.
std::string describe(std::chrono::milliseconds duration);

/// `"hello"`, `binary 00ff`, `close 1001 "shutdown"`.
std::string describe(const message& what);
std::string describe(const ending& how);
std::string describe(const event& what);

/// What an expectation waits for, in the same words.
std::string describe(const expectation& what);

}  // namespace parley::script
