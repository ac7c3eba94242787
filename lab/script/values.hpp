// SPDX-License-Identifier: Apache-2.0
// Reads single words of a script: numbers, durations, bytes, client names.
// Every function throws syntax_error with the word in it.
#pragma once

#include "lab/script/step.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley::script {

/// Most clients one range may name.
inline constexpr std::size_t range_size_max = 10'000;

/// Longest duration a script may ask for.
inline constexpr std::chrono::milliseconds duration_max =
    std::chrono::hours(24);

/// A whole number from `min` to `max`; `what` names it in the error.
std::size_t parse_number(std::string_view word, std::string_view what,
                         std::size_t min, std::size_t max);

/// `200ms`, `5s`, `1m`: from 1 ms to `duration_max`.
std::chrono::milliseconds parse_duration(std::string_view word);

/// Bytes written as pairs of hexadecimal digits, `00ff`.
std::string parse_hex(std::string_view word);

/// `alice` or `c[1..100]`: letters, digits, '-' and '_'.
clients parse_clients(std::string_view word);

/// `Name: value`.
header parse_header(std::string_view text);

/// A close code an endpoint may send: 1000 to 4999 without 1005, 1006 and 1015,
/// which stand for what is not on the wire (RFC 6455, 7.4.1).
std::uint16_t parse_sent_code(std::string_view word);

/// A close code a client may see: 1000 to 4999.
std::uint16_t parse_seen_code(std::string_view word);

}  // namespace parley::script
