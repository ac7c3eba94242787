// SPDX-License-Identifier: Apache-2.0
// One line of the plain protocol, taken apart. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley::crowd_test {

/// "[name] text", "* name joined" or "* name left". The parts refer to the
/// text it is made of. Throws `std::runtime_error` for anything else.
struct line {
  explicit line(std::string_view text);

  enum class kind { said, joined, left };
  kind what = kind::said;
  std::string_view name;
  std::string_view words;  // of what was said
};

/// The number that is `digits`, all of them; throws `std::runtime_error`.
std::uint64_t number(std::string_view digits);

}  // namespace parley::crowd_test
