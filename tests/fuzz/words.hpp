// SPDX-License-Identifier: Apache-2.0
// An input of a fuzz target that is words behind one another.
#pragma once

#include <string_view>

namespace parley {

/// Takes the first word and the separator behind it off `rest`.
inline std::string_view next_word(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const auto word = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return word;
}

}  // namespace parley
