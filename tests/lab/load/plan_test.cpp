// SPDX-License-Identifier: Apache-2.0
#include "lab/load/plan.hpp"

#include <gtest/gtest.h>

#include <set>

namespace parley::load {
namespace {

TEST(Plan, presets_have_names_of_their_own_and_somebody_to_speak_to) {
  std::set<std::string_view> names;
  for (const auto& each : presets()) {
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
    EXPECT_EQ(find_preset(each.name), &each);
    EXPECT_GT(each.plan.connections(), 0u);
    EXPECT_LT(each.plan.slow, each.plan.members);
  }
  EXPECT_EQ(find_preset("s3"), nullptr);
}

TEST(Plan, the_presets_are_what_the_tables_say) {
  EXPECT_EQ(find_preset("s2-open")->plan.connections(), 2'000u);
  EXPECT_EQ(find_preset("s1c16")->plan.window, 16u);
  EXPECT_EQ(find_preset("s4c16")->plan.size, 1'000u);
  EXPECT_EQ(find_preset("s5")->plan.members, 10'000u);
  EXPECT_EQ(find_preset("idle")->plan.connections(), 10'000u);
  EXPECT_EQ(find_preset("slow")->plan.slow, 20u);
}

}  // namespace
}  // namespace parley::load
