// SPDX-License-Identifier: Apache-2.0
#include "actors/pending.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

TEST(Pending, each_answer_goes_to_its_own_continuation) {
  pending<int> open;
  std::vector<std::string> got;
  const auto first = open.add(
      [&](int answer) { got.push_back("a" + std::to_string(answer)); });
  const auto second = open.add(
      [&](int answer) { got.push_back("b" + std::to_string(answer)); });
  EXPECT_EQ(open.size(), 2u);
  EXPECT_TRUE(open.resolve(second, 2));
  EXPECT_TRUE(open.resolve(first, 1));
  EXPECT_EQ(got, (std::vector<std::string>{"b2", "a1"}));
  EXPECT_TRUE(open.empty());
}

TEST(Pending, an_answer_is_taken_once) {
  pending<int> open;
  int calls = 0;
  const auto tag = open.add([&](int) { ++calls; });
  EXPECT_TRUE(open.resolve(tag, 1));
  EXPECT_FALSE(open.resolve(tag, 1));
  EXPECT_EQ(calls, 1);
}

TEST(Pending, an_answer_that_nobody_asked_for_is_dropped) {
  pending<int> open;
  open.add([](int) { FAIL() << "another question's answer"; });
  EXPECT_FALSE(open.resolve(7, 1));
  EXPECT_EQ(open.size(), 1u);
}

TEST(Pending, a_continuation_may_change_the_answer_and_ask_again) {
  pending<std::string> open;
  std::string got;
  const auto first = open.add([&](std::string& answer) {
    const auto taken = std::move(answer);
    open.resolve(open.add([&](std::string& next) { got = next + taken; }),
                 "again ");
  });
  EXPECT_TRUE(open.resolve(first, "once"));
  EXPECT_EQ(got, "again once");
  EXPECT_TRUE(open.empty());
}

TEST(Pending, a_tag_is_never_used_twice) {
  pending<int> open;
  const auto first = open.add([](int) {});
  open.resolve(first, 0);
  EXPECT_NE(open.add([](int) {}), first);
}

}  // namespace
}  // namespace parley
