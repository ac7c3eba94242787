// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/question.hpp"

#include <gtest/gtest.h>

namespace parley::inspect {
namespace {

TEST(Question, is_a_target_of_the_nodes) {
  EXPECT_EQ(target_of({}), "/debug/rooms?limit=50");
  EXPECT_EQ(target_of({.about = topic::sessions,
                       .sort = "queued",
                       .filter = "a b&c",
                       .limit = 7}),
            "/debug/sessions?sort=queued&filter=a%20b%26c&limit=7");
  EXPECT_EQ(target_of({.about = topic::turns}), "/debug/turns");
}

TEST(Question, orders_go_round) {
  for (const auto about : topics) {
    ASSERT_GT(order_count(about), 0u);
    EXPECT_EQ(order_of(about, 0).word,
              order_of(about, order_count(about)).word);
  }
}

}  // namespace
}  // namespace parley::inspect
