// SPDX-License-Identifier: Apache-2.0
#include "protocol/plain.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Plain, a_publication_begins_with_its_senders_name) {
  EXPECT_EQ(plain::prefix("alice"), "[alice] ");
}

TEST(Plain, no_name_forges_who_speaks) {
  EXPECT_EQ(plain::prefix("admin] pay me now [x"),
            "[admin\ufffd pay me now \ufffdx] ");
  EXPECT_EQ(plain::prefix("a\n[server] b"), "[a\ufffd\ufffdserver\ufffd b] ");
  EXPECT_EQ(plain::joined("a\nb"), "* a\ufffdb joined");
  EXPECT_EQ(plain::left("a\u202eb"), "* a\ufffdb left");
}

TEST(Plain, presence_lines_begin_with_a_star) {
  EXPECT_EQ(plain::joined("alice"), "* alice joined");
  EXPECT_EQ(plain::left("alice"), "* alice left");
}

}  // namespace
}  // namespace parley
