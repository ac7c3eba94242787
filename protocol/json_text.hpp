// SPDX-License-Identifier: Apache-2.0
// JSON texts as RFC 8259 defines them, without further restrictions: a client's
// data is passed on as it was written, so no number is converted, no string is
// decoded and no level of nesting is too deep to be recognised. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

enum class json_kind : std::uint8_t { object, array, string, number, literal };

struct json_outline {
  json_kind kind = json_kind::literal;
  /// Arrays and objects inside each other at the deepest place; 0: a scalar.
  std::size_t depth = 0;
};

/// Checks the whole text in one pass without recursion: the call stack does not
/// grow with the nesting, and the memory used is one byte per open bracket.
/// Nothing when `text` is not exactly one JSON text in UTF-8 (RFC 8259,
/// sections 2 and 8.1; a byte order mark is not part of one).
std::optional<json_outline> outline_of_json(std::string_view text);

/// Decodes the characters between the quotes of a valid JSON string. A
/// surrogate without its other half (RFC 8259, section 8.2) becomes U+FFFD, so
/// that the result is always UTF-8.
std::string unescape_json(std::string_view between_quotes);

}  // namespace parley
