// SPDX-License-Identifier: Apache-2.0
#include "protocol/version.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace parley {
namespace {

TEST(Version, is_three_numbers) {
  EXPECT_EQ(std::ranges::count(version, '.'), 2);
  EXPECT_EQ(version.find_first_not_of("0123456789."), version.npos);
}

}  // namespace
}  // namespace parley
