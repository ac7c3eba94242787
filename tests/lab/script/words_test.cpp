// SPDX-License-Identifier: Apache-2.0
#include "lab/script/words.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

std::string error_of(std::string_view text) {
  words line(text);
  try {
    while (line.next()) continue;
  } catch (const syntax_error& error) {
    return error.what();
  }
  return "";
}

TEST(words, are_separated_by_any_number_of_spaces_and_tabs) {
  words line("  alice \t connect");
  EXPECT_EQ(line.next(), "alice");
  EXPECT_EQ(line.next(), "connect");
  EXPECT_EQ(line.next(), std::nullopt);
}

TEST(words, end_before_a_word_that_starts_with_a_hash) {
  words line("1000 a#b # the rest");
  EXPECT_EQ(line.next(), "1000");
  EXPECT_EQ(line.next(), "a#b");
  EXPECT_EQ(line.next(), std::nullopt);
  EXPECT_NO_THROW(line.finish());
}

TEST(words, may_be_quoted_to_hold_spaces_hashes_quotes_and_backslashes) {
  words line(R"("a # \"b\" \\ \n" "")");
  EXPECT_EQ(line.next(), R"(a # "b" \ \n)");
  EXPECT_EQ(line.next(), "");
  EXPECT_EQ(line.next(), std::nullopt);
}

TEST(words, with_a_quote_that_is_not_closed_are_an_error) {
  EXPECT_EQ(error_of("\"open"), "a quote is not closed: \"open");
  EXPECT_EQ(error_of("\"open\\\""), "a quote is not closed: \"open\\\"");
}

TEST(words, run_into_a_closing_quote_are_an_error) {
  EXPECT_EQ(error_of("\"a\"b"), "no space after the quoted \"a\"");
}

TEST(words, give_the_rest_exactly_as_written_after_one_space) {
  words line("alice send  two # spaces \"x\" ");
  line.next();
  line.next();
  EXPECT_EQ(line.rest(), " two # spaces \"x\" ");
  EXPECT_EQ(line.rest(), "");
}

TEST(words, that_are_needed_and_missing_are_named) {
  words line("# nothing");
  try {
    line.need("path");
    FAIL() << "no error";
  } catch (const syntax_error& error) {
    EXPECT_STREQ(error.what(), "missing path");
  }
}

TEST(words, that_are_left_at_the_end_are_an_error) {
  words line("more");
  EXPECT_THROW(line.finish(), syntax_error);
}

}  // namespace
}  // namespace parley::script
