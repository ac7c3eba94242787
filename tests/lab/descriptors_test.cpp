// SPDX-License-Identifier: Apache-2.0
#include "lab/descriptors.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <sys/resource.h>

namespace parley::lab {
namespace {

TEST(descriptor_limit, is_raised_to_the_hard_one) {
  raise_descriptor_limit();
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
  EXPECT_EQ(limit.rlim_cur, limit.rlim_max);
  EXPECT_NO_THROW(raise_descriptor_limit(1));
}

TEST(descriptor_limit, that_is_too_low_for_the_clients_is_an_error) {
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
  EXPECT_THROW(raise_descriptor_limit(limit.rlim_max), std::runtime_error);
}

}  // namespace
}  // namespace parley::lab
