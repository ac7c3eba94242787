// SPDX-License-Identifier: Apache-2.0
#include "protocol/json_text.hpp"

#include "protocol/utf8.hpp"
#include "tests/protocol/json_texts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace parley {
namespace {

bool is_json(std::string_view text) {
  return outline_of_json(text).has_value();
}

RC_GTEST_PROP(JsonText, whatever_rfc_8259_allows_is_json, ()) {
  const auto text = any_json_text();
  RC_ASSERT(is_json(text));
  RC_ASSERT(is_json("\r\n" + text + " \t"));
}

RC_GTEST_PROP(JsonText, a_part_of_an_object_is_not_json, ()) {
  const auto text = "{\"a\":" + any_json_text() + '}';
  const auto size = *rc::gen::inRange<std::size_t>(0, text.size());
  RC_ASSERT(!is_json(std::string_view(text).substr(0, size)));
}

TEST(JsonText, each_kind_is_told_with_its_depth) {
  const auto is = [](std::string_view text, json_kind kind, std::size_t depth) {
    const auto found = outline_of_json(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(found->kind, kind) << text;
    EXPECT_EQ(found->depth, depth) << text;
  };
  is(" {\"a\":[{}],\"b\":1}", json_kind::object, 3);
  is("[]", json_kind::array, 1);
  is("\t\"[[\"", json_kind::string, 0);
  is("-0", json_kind::number, 0);
  is("null", json_kind::literal, 0);
}

TEST(JsonText, what_the_grammar_does_not_have_is_refused) {
  for (const std::string text : {"",
                                 " ",
                                 "nul",
                                 "nulll",
                                 "True",
                                 "'a'",
                                 "01",
                                 "-",
                                 "+1",
                                 ".5",
                                 "1.",
                                 "1e",
                                 "1e+",
                                 "0x1",
                                 "NaN",
                                 "Infinity",
                                 "1 2",
                                 "[1,]",
                                 "[,1]",
                                 "[1 2]",
                                 "[1",
                                 "]",
                                 "[}",
                                 "{]",
                                 "{,}",
                                 "{a:1}",
                                 "{\"a\"}",
                                 "{\"a\":}",
                                 "{1:1}",
                                 "{\"a\":1,}",
                                 "\"",
                                 "\"\\\"",
                                 "\"\\x\"",
                                 "\"\\u12\"",
                                 "\"\\u12g4\"",
                                 "\"\n\"",
                                 "\"\t\"",
                                 "\"\xff\"",
                                 "\xef\xbb\xbf{}",
                                 "\"\xed\xa0\x80\"",
                                 "//\n1"})
    EXPECT_FALSE(is_json(text)) << text;
  EXPECT_FALSE(is_json(std::string_view("1\0", 2)));
  EXPECT_FALSE(is_json(std::string_view("\"\0\"", 3)));
}

// A recursive check would end the process.
TEST(JsonText, nesting_costs_no_stack) {
  constexpr std::size_t levels = 5'000'000;
  const std::string open(levels, '['), close(levels, ']');
  EXPECT_EQ(outline_of_json(open + close)->depth, levels);
  EXPECT_FALSE(is_json(open));
}

TEST(JsonText, escapes_are_decoded_to_utf_8) {
  EXPECT_EQ(unescape_json(R"(a\n\u00e9\u20ac\ud83d\ude42\"\/\\)"),
            "a\né€🙂\"/\\");
  EXPECT_EQ(unescape_json(R"(\u0000)"), std::string(1, '\0'));
}

TEST(JsonText, half_a_surrogate_pair_becomes_the_replacement_character) {
  EXPECT_EQ(unescape_json(R"(\ud800)"), "\ufffd");
  EXPECT_EQ(unescape_json(R"(\udc00x)"), "\ufffdx");
  EXPECT_EQ(unescape_json(R"(\ud800\n)"), "\ufffd\n");
  EXPECT_EQ(unescape_json(R"(\ud800\ud83d\ude42)"), "\ufffd🙂");
}

RC_GTEST_PROP(JsonText, what_a_string_says_is_utf_8, ()) {
  const auto text = json_texts::string();
  RC_ASSERT(is_utf8(
      unescape_json(std::string_view(text).substr(1, text.size() - 2))));
}

}  // namespace
}  // namespace parley
