// SPDX-License-Identifier: Apache-2.0
#include "lab/script/json.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

TEST(json_equal, looks_at_the_value_and_not_at_how_it_is_written) {
  EXPECT_TRUE(json_equal(R"({"a":1,"b":[true,null]})",
                         R"( { "b" : [ true , null ], "a" : 1.0 } )"));
  EXPECT_TRUE(json_equal(R"("\u00fc")", "\"\xc3\xbc\""));
  EXPECT_TRUE(json_equal("[]", "[ ]"));
}

TEST(json_equal, tells_values_apart) {
  EXPECT_FALSE(json_equal("1", "2"));
  EXPECT_FALSE(json_equal("1", "\"1\""));
  EXPECT_FALSE(json_equal("0", "false"));
  EXPECT_FALSE(json_equal("[1,2]", "[2,1]"));
  EXPECT_FALSE(json_equal("[1]", "[1,2]"));
  EXPECT_FALSE(json_equal(R"({"a":1})", R"({"b":1})"));
  EXPECT_FALSE(json_equal(R"({"a":1})", R"({"a":1,"b":2})"));
}

TEST(json_equal, compares_large_whole_numbers_exactly) {
  EXPECT_TRUE(json_equal("9007199254740993", "9007199254740993"));
  EXPECT_FALSE(json_equal("9007199254740993", "9007199254740992"));
  EXPECT_TRUE(json_equal("18446744073709551615", "18446744073709551615"));
}

TEST(json_equal, takes_nothing_for_equal_to_what_is_no_json) {
  EXPECT_FALSE(json_equal("{", "{"));
  EXPECT_FALSE(json_equal("1", ""));
}

TEST(json_error, explains_a_bad_text_and_is_silent_on_a_good_one) {
  for (const auto text : {"1", "\"a\"", "{}", "[1, 2]", "null"})
    EXPECT_FALSE(json_error(text)) << text;
  for (const auto text : {"", "{", "{n:1}", "1 2", "hello"})
    EXPECT_TRUE(json_error(text)) << text;
}

}  // namespace
}  // namespace parley::script
