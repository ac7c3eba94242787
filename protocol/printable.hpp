// SPDX-License-Identifier: Apache-2.0
// Text of others, made fit for a terminal or a line of a log. Pure.
#pragma once

#include <string>
#include <string_view>

namespace parley {

/// One line of valid UTF-8 that looks like `text` and has no control effect.
/// Escaped as JSON's \uXXXX: C0, DEL and C1 controls, line and paragraph
/// separators, bidirectional controls (Unicode TR 36, section 2.1) and
/// invisible characters except the two joiners, which scripts and emoji need.
/// Each byte that is not UTF-8 becomes U+FFFD.
std::string printable(std::string_view text);

/// The same of text that has lines: line feeds stay.
std::string printable_lines(std::string_view text);

/// The same as a JSON string, with its quotes: quotes and backslashes are
/// escaped, so that the end of the text is certain.
std::string in_quotes(std::string_view text);

}  // namespace parley
