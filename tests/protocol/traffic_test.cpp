// SPDX-License-Identifier: Apache-2.0
#include "protocol/traffic.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Traffic, adds_up_all_it_counts) {
  traffic_record one;
  one.transports["sse"] = {1, 2, 3, 4};
  one.closes[1001] = 5;
  one.sent = 6, one.sent_bytes = 7, one.http_requests = 8;
  one.reply_errors[103] = 9;
  one.recovered = 10, one.not_recovered = 11;
  one.api["publish"].errors = 12;
  one.api["publish"].durations.add(std::chrono::milliseconds(2));
  traffic_record sum;
  sum.add(one), sum.add(one);
  EXPECT_EQ(sum.transports["sse"].accepted, 2u);
  EXPECT_EQ(sum.transports["sse"].ended, 4u);
  EXPECT_EQ(sum.transports["sse"].messages, 6u);
  EXPECT_EQ(sum.transports["sse"].bytes, 8u);
  EXPECT_EQ(sum.closes[1001], 10u);
  EXPECT_EQ(sum.sent + sum.sent_bytes + sum.http_requests, 42u);
  EXPECT_EQ(sum.reply_errors[103], 18u);
  EXPECT_EQ(sum.recovered, 20u);
  EXPECT_EQ(sum.not_recovered, 22u);
  EXPECT_EQ(sum.api["publish"].errors, 24u);
  EXPECT_DOUBLE_EQ(sum.api["publish"].durations.sum(), 0.004);
}

}  // namespace
}  // namespace parley
