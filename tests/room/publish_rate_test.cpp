// SPDX-License-Identifier: Apache-2.0
#include "room/publish_rate.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

const token_bucket::time_point start{};

TEST(PublishRate, publications_are_counted) {
  channel_options options;
  options.publish_rate = 10;
  options.publish_burst = 2;
  publish_rate rate(options, start);
  EXPECT_TRUE(rate.take(1, start));
  EXPECT_TRUE(rate.take(1, start));
  EXPECT_FALSE(rate.take(1, start));
  EXPECT_TRUE(rate.take(1, start + 101ms));
}

TEST(PublishRate, their_bytes_are_counted_too) {
  channel_options options;
  options.publish_rate = 0;
  options.publish_byte_rate = 100;
  options.publish_byte_burst = 1'000;
  publish_rate rate(options, start);
  EXPECT_TRUE(rate.take(999, start));
  EXPECT_TRUE(rate.take(100, start));
  EXPECT_FALSE(rate.take(1, start + 900ms));
  EXPECT_TRUE(rate.take(1, start + 1'100ms));
}

TEST(PublishRate, rates_of_zero_are_no_limit) {
  channel_options options;
  options.publish_rate = options.publish_byte_rate = 0;
  publish_rate rate(options, start);
  for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(rate.take(1'000'000, start));
}

}  // namespace
}  // namespace parley
