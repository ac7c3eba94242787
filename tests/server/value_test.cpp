// SPDX-License-Identifier: Apache-2.0
#include "server/value.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

TEST(Value, durations_have_a_unit) {
  EXPECT_EQ(parse_duration("250ms"), 250ms);
  EXPECT_EQ(parse_duration("25s"), 25s);
  EXPECT_EQ(parse_duration("5m"), 5min);
  EXPECT_EQ(parse_duration("1h"), 1h);
}

TEST(Value, what_is_no_duration_is_refused) {
  for (const auto* text : {"", "25", "s", "-1s", "1.5s", "1d", "1 s",
                           "99999999999999999999s", "9223372036854775807h"})
    EXPECT_THROW(parse_duration(text), settings_error) << text;
}

TEST(Value, every_kind_of_value_is_read_from_text) {
  bool flag = false;
  std::size_t count = 0;
  double rate = 0;
  std::string text;
  std::vector<std::string> list;
  std::int64_t time = 0;
  assign({"time", &time, ""}, "-4102444800");
  EXPECT_EQ(time, -4'102'444'800);
  assign({"flag", &flag, ""}, "true");
  assign({"count", &count, ""}, "42");
  assign({"rate", &rate, ""}, "0.5");
  assign({"text", &text, ""}, "as it is, with commas");
  assign({"list", &list, ""}, "a, b  c");
  EXPECT_TRUE(flag);
  EXPECT_EQ(count, 42u);
  EXPECT_EQ(rate, 0.5);
  EXPECT_EQ(text, "as it is, with commas");
  EXPECT_EQ(list, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(Value, a_wrong_text_names_the_key_and_changes_nothing) {
  std::size_t count = 7;
  try {
    assign({"client.connection_limit", &count, ""}, "many");
    FAIL();
  } catch (const settings_error& error) {
    EXPECT_STREQ(error.what(),
                 "client.connection_limit: \"many\" is not a whole number");
  }
  EXPECT_EQ(count, 7u);
  EXPECT_THROW(assign({"count", &count, ""}, "-1"), settings_error);
  EXPECT_THROW(assign({"count", &count, ""}, "1x"), settings_error);
}

TEST(Value, a_rate_is_finite_and_not_negative) {
  double rate = 7;
  for (const auto* text : {"-1", "inf", "nan", "1e999", "", "1s"})
    EXPECT_THROW(assign({"rate", &rate, ""}, text), settings_error) << text;
  EXPECT_EQ(rate, 7);
}

TEST(Value, a_choice_takes_its_words_and_no_others) {
  int level = 1;
  const setting where{"level", choice(&level, {{"", 0}, {"high", 9}}), ""};
  const auto& words = std::get<choice>(where.value);
  EXPECT_EQ(*words, "");
  assign(where, "high");
  EXPECT_EQ(level, 9);
  EXPECT_EQ(*words, "high");
  assign(where, "");
  EXPECT_EQ(level, 0);
  try {
    assign(where, "low");
    FAIL();
  } catch (const settings_error& error) {
    EXPECT_STREQ(error.what(), R"(level: "low" is not one of "", "high")");
  }
  EXPECT_EQ(level, 0);
}

TEST(Value, a_secret_is_not_told) {
  std::size_t pin = 0;
  try {
    assign({"pin", &pin, "", privacy::secret}, "hunter2");
    FAIL();
  } catch (const settings_error& error) {
    EXPECT_STREQ(error.what(), "pin: its value is not a whole number");
  }
}

TEST(Value, keys_get_a_prefix) {
  bool flag = false;
  const auto keys = under("a.b.", {{"c", &flag, ""}, {"d", &flag, ""}});
  EXPECT_EQ(keys.at(0).key, "a.b.c");
  EXPECT_EQ(keys.at(1).key, "a.b.d");
}

TEST(Value, a_list_is_refused_where_one_value_belongs) {
  std::size_t count = 7;
  EXPECT_THROW(assign({"count", &count, ""}, std::vector<std::string>{"1"}),
               settings_error);
}

}  // namespace
}  // namespace parley
