// SPDX-License-Identifier: Apache-2.0
#include "protocol/printable.hpp"

#include "protocol/centrifuge/json.hpp"
#include "protocol/log_text.hpp"
#include "protocol/utf8.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

using namespace std::string_literals;

TEST(Printable, ordinary_text_stays) {
  for (const auto* text : {"", "room-7", "say \"hi\" \\o/",
                           "Łódź 東京 👩‍💻", "می‌خواهم"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, what_steers_a_terminal_is_escaped) {
  EXPECT_EQ(printable("\x1b]0;owned\a"), "\\u001b]0;owned\\u0007");
  EXPECT_EQ(printable("a\nb\r\tc\0d"s), "a\\u000ab\\u000d\\u0009c\\u0000d");
  EXPECT_EQ(printable("\x7f\u009b31m"), "\\u007f\\u009b31m");
}

TEST(Printable, what_steers_the_direction_is_escaped) {
  EXPECT_EQ(printable("\u202e\u2066\u200e\u200f\u061c\u2028"),
            "\\u202e\\u2066\\u200e\\u200f\\u061c\\u2028");
}

TEST(Printable, what_nobody_sees_is_escaped) {
  EXPECT_EQ(printable("\u200b\ufeff\u00ad\U000e0041"),
            "\\u200b\\ufeff\\u00ad\\udb40\\udc41");
}

TEST(Printable, what_is_no_utf8_is_replaced_byte_by_byte) {
  EXPECT_EQ(printable("a\xff\xc3(\xed\xa0\x80\xf0\x9f"),
            "a\ufffd\ufffd(\ufffd\ufffd\ufffd\ufffd\ufffd");
}

TEST(Printable, lines_may_stay) {
  EXPECT_EQ(printable_lines("a\n\x1b\n"), "a\n\\u001b\n");
}

TEST(Printable, quotes_and_backslashes_are_escaped_inside_of_quotes) {
  EXPECT_EQ(in_quotes("a \"b\" \\"), R"("a \"b\" \\")");
  EXPECT_EQ(fmt::format("room={}", log_text("x\" y")), R"(room="x\" y")");
}

/// Bytes that are not allowed to stand in a line as they are.
bool has_control(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f) return true;
    const auto next =
        i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    if (byte == 0xc2 && next < 0xa0) return true;
  }
  return false;
}

RC_GTEST_PROP(Printable, any_bytes_are_one_line_of_utf8,
              (const std::string& text)) {
  for (const auto& made : {printable(text), in_quotes(text)}) {
    RC_ASSERT(is_utf8(made));
    RC_ASSERT(!has_control(made));
  }
}

RC_GTEST_PROP(Printable, quoted_text_is_a_json_string_that_says_the_same,
              (const std::string& text)) {
  const auto quoted = in_quotes(text);
  RC_ASSERT(centrifuge::is_json(quoted));
  if (is_utf8(text)) RC_ASSERT(centrifuge::unquoted(quoted) == text);
}

}  // namespace
}  // namespace parley
