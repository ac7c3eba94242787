// SPDX-License-Identifier: Apache-2.0
// Text that may end inside a character, for receivers of parts. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace parley {

/// True for valid UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

/// The longest start of `text` that is at most `size` bytes and does not cut a
/// UTF-8 character.
std::string_view utf8_prefix(std::string_view text, std::size_t size);

/// Checks text as it grows: an error is found at the first byte that cannot be
/// right (RFC 3629 section 4).
class utf8_check {
 public:
  /// `text` is all there is so far. False when it is not the start of any text
  /// in UTF-8.
  bool grown(std::string_view text);

  /// Whether `text`, all of which was passed to `grown`, ends with a complete
  /// character.
  bool complete(std::string_view text) const { return good_ == text.size(); }

 private:
  std::size_t good_ = 0;  // bytes of whole, right characters
};

}  // namespace parley
