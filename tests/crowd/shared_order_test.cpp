// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/shared_order.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace parley::crowd_test {
namespace {

shared_order of(std::initializer_list<std::string_view> receivers) {
  shared_order order;
  std::size_t receiver = 0;
  for (const auto events : receivers) {
    for (const char& event : events) order.saw(receiver, {&event, 1});
    ++receiver;
  }
  return order;
}

TEST(shared_order, puts_overlapping_stretches_together) {
  const auto order = of({"abcd", "cdef", "xy", "a"});
  EXPECT_EQ(order.disagreement(), "");
  using stretch = std::vector<std::string>;
  EXPECT_EQ(order.stretches(),
            (std::vector<stretch>{{"a", "b", "c", "d", "e", "f"}, {"x", "y"}}));
}

TEST(shared_order, notices_loss_repetition_and_reordering) {
  EXPECT_NE(of({"abc", "ac"}).disagreement(), "");
  EXPECT_NE(of({"abc", "acb"}).disagreement(), "");
  EXPECT_NE(of({"ab", "ba"}).disagreement(), "");
  EXPECT_NE(of({"abca"}).disagreement(), "");
  EXPECT_NE(of({"aab"}).disagreement(), "");
  EXPECT_NE(of({"ab", "bc", "ca"}).disagreement(), "");
}

}  // namespace
}  // namespace parley::crowd_test
