// SPDX-License-Identifier: Apache-2.0
#include "lab/script/wording.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

TEST(in_quotes, makes_every_character_visible) {
  EXPECT_EQ(in_quotes("say \"hi\"\\\t\r\n\x01\x7f"),
            R"("say \"hi\"\\\t\r\n\x01\x7f")");
  EXPECT_EQ(in_quotes("gr\xc3\xbc\xc3\x9f"), "\"gr\xc3\xbc\xc3\x9f\"");
  EXPECT_EQ(in_quotes(""), "\"\"");
}

TEST(in_quotes, cuts_a_long_text_and_says_how_long_it_is) {
  EXPECT_EQ(in_quotes(std::string(200, 'x')),
            '"' + std::string(200, 'x') + '"');
  EXPECT_EQ(in_quotes(std::string(201, 'x')),
            '"' + std::string(200, 'x') + "\"... (201 bytes)");
}

TEST(in_quotes, never_splits_a_character) {
  const auto text = std::string(199, 'x') + "\xc3\xbc";
  EXPECT_EQ(in_quotes(text), '"' + std::string(199, 'x') + "\"... (201 bytes)");
}

TEST(describe, writes_a_duration_as_a_script_does) {
  using std::chrono::milliseconds;
  EXPECT_EQ(describe(milliseconds(200)), "200ms");
  EXPECT_EQ(describe(milliseconds(1'500)), "1500ms");
  EXPECT_EQ(describe(milliseconds(5'000)), "5s");
  EXPECT_EQ(describe(milliseconds(120'000)), "2m");
}

TEST(describe, shows_binary_as_hex) {
  const std::string bytes("\x00\xff", 2);
  EXPECT_EQ(describe(message{payload::binary, bytes}), "binary 00ff");
  EXPECT_EQ(describe(message{payload::binary, ""}), "binary, empty");
  EXPECT_EQ(
      describe(message{payload::binary, std::string(101, 'a')}).substr(200),
      "1616161... (101 bytes)");
}

TEST(describe, names_code_reason_and_cause_of_an_ending) {
  EXPECT_EQ(describe(ending{1000, "", ""}), "close 1000");
  EXPECT_EQ(describe(ending{1001, "shutdown", ""}), "close 1001 \"shutdown\"");
  EXPECT_EQ(describe(ending{1006, "", "reset"}),
            "close 1006 (no close frame: reset)");
}

TEST(describe, names_what_is_expected) {
  EXPECT_EQ(describe(expectation(pattern{"^a+$"})), "a match of ^a+$");
  EXPECT_EQ(describe(expectation(closed{})), "close");
  EXPECT_EQ(describe(expectation(closed{1001, "bye"})), "close 1001 \"bye\"");
}

}  // namespace
}  // namespace parley::script
