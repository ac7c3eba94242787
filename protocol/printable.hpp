// Text of others, made fit for a terminal or a line of a log. Pure.
#pragma once

#include <string>
#include <string_view>

namespace parley {

/// One line of valid UTF-8 that looks like `text` and steers nothing. As JSON's
/// \uXXXX stand: C0, DEL and C1 controls, line and paragraph separators,
/// bidirectional controls (Unicode TR 36, section 2.1) and characters that
/// nobody sees but the two joiners, which scripts and emoji need. What is not
/// UTF-8 becomes U+FFFD, a byte each.
std::string printable(std::string_view text);

/// The same of text that has lines: line feeds stay.
std::string printable_lines(std::string_view text);

/// The same as a JSON string, with its quotes: quotes and backslashes are
/// escaped, so that the end of the text is certain.
std::string in_quotes(std::string_view text);

}  // namespace parley
