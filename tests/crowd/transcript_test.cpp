// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/transcript.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <stdexcept>
#include <string_view>

namespace parley::crowd_test {
namespace {

transcript of(std::initializer_list<std::string_view> lines) {
  transcript told(2);
  for (const auto text : lines) told.add(text);
  return told;
}

TEST(transcript, is_the_same_only_for_the_same_lines_in_the_same_order) {
  const auto told = of({"[s0] 0", "[s1] 0 and more", "[s0] 1"});
  EXPECT_EQ(told.count(), 3u);
  EXPECT_TRUE(told.gapless());
  EXPECT_EQ(told, of({"[s0] 0", "[s1] 0", "[s0] 1"}));
  EXPECT_NE(told, of({"[s1] 0", "[s0] 0", "[s0] 1"}));
  EXPECT_NE(told, of({"[s0] 0", "[s0] 1", "[s1] 0"}));
  EXPECT_NE(told, of({"[s0] 0", "[s1] 0"}));
}

TEST(transcript, notices_loss_repetition_and_reordering) {
  EXPECT_FALSE(of({"[s0] 0", "[s0] 2"}).gapless());
  EXPECT_FALSE(of({"[s0] 0", "[s0] 0"}).gapless());
  EXPECT_FALSE(of({"[s0] 1", "[s0] 0"}).gapless());
  EXPECT_FALSE(of({"[s0] 0", "[s0] 0", "[s0] 1"}).gapless());
}

TEST(transcript, refuses_lines_that_nobody_said) {
  EXPECT_THROW(of({"[s0] x"}), std::runtime_error);
  EXPECT_THROW(of({"[s0] 1x"}), std::runtime_error);
  EXPECT_THROW(of({"s0 1"}), std::runtime_error);
  EXPECT_THROW(of({"[s2] 0"}), std::out_of_range);
}

}  // namespace
}  // namespace parley::crowd_test
