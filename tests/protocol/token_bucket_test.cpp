// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_bucket.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

const token_bucket::time_point start{};

int takes(token_bucket& bucket, token_bucket::time_point now) {
  int count = 0;
  while (count < 1'000'000 && bucket.take(now)) ++count;
  return count;
}

TEST(TokenBucket, a_burst_is_all_there_is_at_once) {
  token_bucket bucket(10, 20, start);
  EXPECT_EQ(takes(bucket, start), 20);
}

TEST(TokenBucket, tokens_come_back_at_the_rate) {
  token_bucket bucket(10, 20, start);
  takes(bucket, start);
  EXPECT_EQ(takes(bucket, start + 500ms), 5);
  EXPECT_EQ(takes(bucket, start + 1500ms), 10);
}

TEST(TokenBucket, no_more_than_a_burst_is_saved_up) {
  token_bucket bucket(10, 20, start);
  EXPECT_EQ(takes(bucket, start + 24h), 20);
}

TEST(TokenBucket, a_refused_take_costs_nothing) {
  token_bucket bucket(10, 1, start);
  takes(bucket, start);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(bucket.take(start + 50ms));
  EXPECT_TRUE(bucket.take(start + 101ms));
}

TEST(TokenBucket, rate_zero_is_no_limit) {
  token_bucket bucket(0, 1, start);
  EXPECT_EQ(takes(bucket, start), 1'000'000);
}

}  // namespace
}  // namespace parley
