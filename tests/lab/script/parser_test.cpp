// SPDX-License-Identifier: Apache-2.0
#include "lab/script/parser.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

// All problems as "LINE: what", a line each.
std::string problems_of(std::string_view text) {
  std::string all;
  for (const auto& [line, what] : parse(text).problems)
    all += std::to_string(line) + ": " + what + '\n';
  return all;
}

const message& sent(const step& one) {
  return std::get<send>(std::get<command>(one.what).what).what;
}

TEST(parse, makes_a_step_of_each_line_with_its_number) {
  const auto script = parse(
      "# two people\n"
      "\n"
      "  alice connect /chat   # trailing\n"
      "bob\tconnect /chat\r\n"
      "wait 1s # a while");
  ASSERT_TRUE(script.problems.empty()) << script.problems.front().what;
  ASSERT_EQ(script.steps.size(), 3U);
  EXPECT_EQ(script.steps[0].line, 3U);
  EXPECT_EQ(std::get<command>(script.steps[0].what).who.name, "alice");
  EXPECT_EQ(script.steps[1].line, 4U);
  const auto& bob = std::get<command>(script.steps[1].what);
  EXPECT_EQ(std::get<connect>(bob.what).path, "/chat");
  EXPECT_EQ(std::get<wait>(script.steps[2].what).duration,
            std::chrono::seconds(1));
}

TEST(parse, finds_nothing_to_do_in_an_empty_text) {
  for (const auto text : {"", "\n\n", "# only a comment", " \t#\n"}) {
    const auto script = parse(text);
    EXPECT_TRUE(script.steps.empty());
    EXPECT_TRUE(script.problems.empty());
  }
}

TEST(parse, reads_ranges_of_clients) {
  const auto script = parse("c[1..100] send {i}");
  ASSERT_EQ(script.steps.size(), 1U);
  const auto& who = std::get<command>(script.steps[0].what).who;
  ASSERT_TRUE(who.numbers);
  EXPECT_EQ(who.numbers->last, 100U);
}

TEST(parse, keeps_a_text_up_to_the_line_break_whatever_that_is) {
  const auto script = parse("a send x # y \r\na send z \n");
  ASSERT_EQ(script.steps.size(), 2U);
  EXPECT_EQ(sent(script.steps[0]).data, "x # y ");
  EXPECT_EQ(sent(script.steps[1]).data, "z ");
}

TEST(parse, ignores_a_byte_order_mark) {
  EXPECT_EQ(problems_of("\xef\xbb\xbf# comment\nwait 1s"), "");
}

TEST(parse, nests_repeats) {
  const auto script = parse(
      "repeat 2 # outer\n"
      "  a send 1\n"
      "  repeat 3\n"
      "    a send 2\n"
      "  end\n"
      "  a send 3\n"
      "end # of outer\n"
      "a send 4\n");
  ASSERT_TRUE(script.problems.empty()) << script.problems.front().what;
  ASSERT_EQ(script.steps.size(), 2U);
  const auto& outer = std::get<repeat>(script.steps[0].what);
  EXPECT_EQ(script.steps[0].line, 1U);
  EXPECT_EQ(outer.count, 2U);
  ASSERT_EQ(outer.body.size(), 3U);
  EXPECT_EQ(sent(outer.body[0]).data, "1");
  const auto& inner = std::get<repeat>(outer.body[1].what);
  EXPECT_EQ(outer.body[1].line, 3U);
  EXPECT_EQ(inner.count, 3U);
  ASSERT_EQ(inner.body.size(), 1U);
  EXPECT_EQ(sent(inner.body[0]).data, "2");
  EXPECT_EQ(sent(outer.body[2]).data, "3");
  EXPECT_EQ(sent(script.steps[1]).data, "4");
}

TEST(parse, reports_an_end_without_repeat) {
  EXPECT_EQ(problems_of("repeat 1\nend\nend\n"), "3: end without repeat\n");
}

TEST(parse, reports_each_repeat_without_end_at_its_line) {
  EXPECT_EQ(problems_of("repeat 1\nrepeat 2\nwait 1\n"),
            "1: repeat without end\n"
            "2: repeat without end\n"
            "3: \"1\" is not a duration such as 200ms, 5s or 1m\n");
}

TEST(parse, reports_a_bad_count_once_and_still_knows_its_end) {
  EXPECT_EQ(problems_of("repeat many\nend\nrepeat\nend\n"),
            "1: the count must be a number from 1 to 1000000, not \"many\"\n"
            "3: missing count\n");
}

TEST(parse, reports_every_bad_line) {
  EXPECT_EQ(problems_of("al!ce connect /\n"
                        "bob connect /\n"
                        "bob close 1\n"
                        "bob\n"
                        "c[2..1] abort\n"
                        "end now\n"
                        "wait\n"),
            "1: \"al!ce\" is not a client's name: letters, digits, - and _\n"
            "3: a close code must be a number from 1000 to 4999, not \"1\"\n"
            "4: missing command after the client's name\n"
            "5: the range \"c[2..1]\" is empty\n"
            "6: end without repeat\n"
            "7: missing duration, such as 200ms\n");
}

TEST(parse, reports_words_that_should_not_be_there) {
  EXPECT_EQ(problems_of("wait 1s 2s\nrepeat 2 times\nend 2\n"),
            "1: unexpected \"2s\"\n"
            "2: unexpected \"times\"\n"
            "3: unexpected \"2\"\n");
}

}  // namespace
}  // namespace parley::script
