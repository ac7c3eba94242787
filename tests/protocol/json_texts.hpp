// SPDX-License-Identifier: Apache-2.0
// Texts that RFC 8259 calls JSON, made at random: numbers of any size, escapes
// of any kind, white space anywhere, keys twice or empty, some levels deep.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace parley {

namespace json_texts {

inline std::string pick(std::vector<std::string> from) {
  return *rc::gen::elementOf(std::move(from));
}

inline std::string number() {
  return pick({"", "-"}) +
         pick({"0", "1", "10", "9007199254740993", "18446744073709551616",
               "123456789012345678901234567890"}) +
         pick({"", "", ".0", ".10", ".3333333333333333333333333333333333"}) +
         pick({"", "", "e0", "E+5", "e-999", "e400", "e99999"});
}

inline std::string string() {
  std::string out(1, '"');
  for (int left = *rc::gen::inRange(0, 4); left > 0; --left)
    out += pick({"a", "é", "🎉", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\/",
                 "\\\"", "\\\\", "\\n", "\\uD83D\\uDE42", "\x7f", "\u2028",
                 "</script>", std::string(300, 'x')});
  return out + '"';
}

inline std::string value(int levels);

inline std::string space(bool newlines) {
  return newlines ? pick({"", "", " ", "\t", "\r", "\n"})
                  : pick({"", "", " ", "\t"});
}

inline std::string inside(int levels, char open, char close) {
  std::string out(1, open);
  const int size = *rc::gen::inRange(0, 4);
  for (int i = 0; i < size; ++i) {
    out += (i > 0 ? "," : "") + space(false);
    if (open == '{') out += string() + space(false) + ':' + space(false);
    out += value(levels - 1) + space(false);
  }
  return out + close;
}

inline std::string value(int levels) {
  switch (*rc::gen::inRange(0, levels > 0 ? 6 : 3)) {
    case 0:
      return number();
    case 1:
      return string();
    case 2:
      return pick({"true", "false", "null"});
    case 3:
      return std::string(200, '[') + number() + std::string(200, ']');
    case 4:
      return inside(levels, '[', ']');
    default:
      return inside(levels, '{', '}');
  }
}

}  // namespace json_texts

/// A JSON text without a raw newline, as JSON clients have to write it, and
/// without white space around it.
inline std::string any_json_text() {
  return json_texts::value(3);
}

}  // namespace parley
