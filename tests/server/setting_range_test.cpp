// SPDX-License-Identifier: Apache-2.0
#include "server/setting_range.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

std::string refusal(const setting& row) {
  try {
    check_range(row);
    return "";
  } catch (const settings_error& error) {
    return error.what();
  }
}

TEST(SettingRange, a_number_outside_is_refused_by_the_words_of_its_row) {
  std::size_t count = 0;
  const setting row("x", &count, "", range{.least = 1, .most = 5},
                    unit{"servers"});
  EXPECT_EQ(form_of(row), "servers, 1 to 5");
  EXPECT_EQ(refusal(row), "x: must be 1 to 5 servers");
  count = 5;
  EXPECT_EQ(refusal(row), "");
  count = 6;
  EXPECT_EQ(refusal(row), "x: must be 1 to 5 servers");
}

TEST(SettingRange, a_duration_is_written_with_its_unit) {
  std::chrono::milliseconds time(600'001);
  const setting row("x", &time, "", at_most(600'000, ", no more"));
  EXPECT_EQ(form_of(row), "duration, at most 10m");
  EXPECT_EQ(refusal(row), "x: must be at most 10m, no more");
  time = {};
  EXPECT_EQ(refusal(row), "");
  EXPECT_EQ(refusal({"y", &time, "", above_zero}), "y: must be above zero");
}

TEST(SettingRange, a_rate_is_not_negative) {
  double rate = -0.5;
  const setting row("x", &rate, "", at_least(0));
  EXPECT_EQ(refusal(row), "x: must not be negative");
  EXPECT_EQ(form_of(row), "number");
}

TEST(SettingRange, a_secret_has_a_length_and_is_not_quoted) {
  std::string secret = "hunter2";
  const setting row("x", &secret, "", at_least(16, ", by chance"),
                    privacy::secret);
  EXPECT_EQ(form_of(row), "secret, at least 16 characters");
  EXPECT_EQ(refusal(row), "x: at least 16 characters, by chance");
  secret.clear();
  EXPECT_EQ(refusal(row), "") << "it is not set";
}

TEST(SettingRange, a_row_without_a_range_takes_everything) {
  std::size_t count = 0;
  const setting row("x", &count, "");
  EXPECT_EQ(form_of(row), "whole number");
  EXPECT_EQ(refusal(row), "");
}

}  // namespace
}  // namespace parley
