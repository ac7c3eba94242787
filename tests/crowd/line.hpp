// One line of the plain protocol, taken apart. Pure.
#pragma once

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

}  // namespace parley::crowd_test
