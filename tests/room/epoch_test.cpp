// SPDX-License-Identifier: Apache-2.0
#include "room/epoch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

namespace parley {
namespace {

TEST(Epoch, is_eight_letters_and_another_each_time) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const auto epoch = new_epoch();
    EXPECT_EQ(epoch.size(), 8u);
    EXPECT_TRUE(std::ranges::all_of(epoch, [](unsigned char letter) {
      return std::isalpha(letter) != 0;
    })) << epoch;
    EXPECT_TRUE(seen.insert(epoch).second);
  }
}

}  // namespace
}  // namespace parley
