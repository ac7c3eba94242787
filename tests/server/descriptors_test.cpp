// SPDX-License-Identifier: Apache-2.0
#include "server/descriptors.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>

namespace parley {
namespace {

TEST(Descriptors, the_soft_limit_becomes_the_hard_one) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max / 2;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
  const auto raised = raise_descriptor_limit();
  EXPECT_EQ(raised.before, limit.rlim_max / 2);
  EXPECT_EQ(raised.now, limit.rlim_max);
  getrlimit(RLIMIT_NOFILE, &limit);
  EXPECT_EQ(limit.rlim_cur, limit.rlim_max);
}

}  // namespace
}  // namespace parley
