// SPDX-License-Identifier: Apache-2.0
#include "lab/script/judge.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

const complaint fine;

event text(std::string data) {
  return message{payload::text, std::move(data)};
}

event bytes(std::string data) {
  return message{payload::binary, std::move(data)};
}

complaint match(const std::string& regex, const std::string& data) {
  return judge(pattern{regex}, text(data));
}

TEST(judge, wants_exactly_the_expected_text) {
  const message hello{payload::text, "hello"};
  EXPECT_EQ(judge(hello, text("hello")), fine);
  EXPECT_EQ(judge(hello, text("hello ")), "expected \"hello\", got \"hello \"");
}

TEST(judge, tells_text_and_binary_apart) {
  EXPECT_EQ(judge(message{payload::text, "A"}, bytes("A")),
            "expected \"A\", got binary 41");
  EXPECT_EQ(judge(message{payload::binary, "A"}, text("A")),
            "expected binary 41, got \"A\"");
  EXPECT_EQ(judge(message{payload::binary, "A"}, bytes("A")), fine);
}

TEST(judge, says_where_long_texts_begin_to_differ) {
  const std::string same(300, 'x');
  const auto wrong =
      judge(message{payload::text, same + "a"}, text(same + "b"));
  ASSERT_TRUE(wrong);
  EXPECT_TRUE(wrong->ends_with(", different from byte 301 on")) << *wrong;
}

TEST(judge, names_the_close_that_came_instead_of_a_text) {
  EXPECT_EQ(judge(message{payload::text, "hi"}, ending{1001, "shutdown", ""}),
            "expected \"hi\", got close 1001 \"shutdown\"");
}

TEST(judge, searches_the_whole_text_for_a_regular_expression) {
  EXPECT_EQ(match("user[0-9]+", "* user12 joined"), fine);
  EXPECT_EQ(match("^user", "* user12 joined"),
            "expected a match of ^user, got \"* user12 joined\"");
}

TEST(judge, takes_a_text_of_several_lines_as_one) {
  EXPECT_EQ(match("^a\nb$", "a\nb"), fine);
  EXPECT_NE(match("^b", "a\nb"), fine);
  EXPECT_NE(match("a$", "a\nb"), fine);
  EXPECT_NE(match("a.b", "a\nb"), fine);
}

TEST(judge, matches_messages_of_the_largest_size_servers_take_by_default) {
  EXPECT_EQ(match("^[a-z]+$", std::string(65'536, 'x')), fine);
}

TEST(judge, fails_on_an_expression_that_takes_too_much_time_or_memory) {
  for (const auto& wrong : {match("^(a+)+$", std::string(64, 'a') + "b"),
                            match("^(x|y)*$", std::string(1'000'000, 'x'))}) {
    ASSERT_TRUE(wrong);
    EXPECT_NE(wrong->find(", which could not be tried: "), std::string::npos)
        << *wrong;
  }
}

TEST(judge, matches_no_binary_message) {
  EXPECT_EQ(judge(pattern{"A"}, bytes("A")),
            "expected a match of A, got binary 41");
}

TEST(judge, compares_code_and_reason_of_a_close_where_they_are_given) {
  const event end = ending{1001, "bye", ""};
  EXPECT_EQ(judge(closed{}, end), fine);
  EXPECT_EQ(judge(closed{1001, {}}, end), fine);
  EXPECT_EQ(judge(closed{1001, "bye"}, end), fine);
  EXPECT_EQ(judge(closed{1000, {}}, end),
            "expected close 1000, got close 1001 \"bye\"");
  EXPECT_EQ(judge(closed{1001, ""}, end),
            "expected close 1001 \"\", got close 1001 \"bye\"");
}

TEST(judge, wants_everything_read_before_the_close) {
  EXPECT_EQ(judge(closed{1000, {}}, text("one more")),
            "expected close 1000, got \"one more\"");
}

TEST(regex_error, explains_a_bad_expression_and_is_silent_on_a_good_one) {
  EXPECT_FALSE(regex_error("^(a|b){2}$"));
  const auto error = regex_error("(a");
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->starts_with("Unmatched")) << *error;
}

}  // namespace
}  // namespace parley::script
