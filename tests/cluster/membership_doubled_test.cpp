// SPDX-License-Identifier: Apache-2.0
// What a store does that takes two writes in the place of one.
#include "cluster/membership.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>

namespace parley::cluster {
namespace {

TEST(MembershipDoubled, nobody_acts_by_a_number_that_two_views_have) {
  const membership::time_point now{std::chrono::hours(1)};
  membership subject("a", 42, {});
  subject.act(now);
  subject.on_renewed(now, 1);
  subject.on_view({1, {"a"}}, 2);
  ASSERT_EQ(subject.rights().number(), 1u);
  subject.on_view({1, {"a"}}, 3);
  EXPECT_EQ(subject.rights().number(), 1u) << "it is the same";
  subject.on_view({1, {"a", "b"}}, 4);
  EXPECT_EQ(subject.rights().number(), 0u);
  const auto wanted = subject.act(now);
  EXPECT_TRUE(std::ranges::any_of(wanted, [](const auto& each) {
    const auto* next = std::get_if<write_view>(&each);
    return next && next->value.number == 2 && next->expected == 4;
  })) << "but by the next";
}

}  // namespace
}  // namespace parley::cluster
