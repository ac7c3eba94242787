// SPDX-License-Identifier: Apache-2.0
#include "protocol/unix_time.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace parley {
namespace {

constexpr unix_seconds now = 1'700'000'000;
constexpr auto last = std::numeric_limits<unix_seconds>::max();

TEST(UnixTime, a_time_to_live_fits_its_field_whatever_the_end_is) {
  EXPECT_EQ(ttl_until(now + 60, now), 60u);
  EXPECT_EQ(ttl_until(now, now), 0u);
  EXPECT_EQ(ttl_until(now - 1, now), 0u);
  EXPECT_EQ(ttl_until(std::numeric_limits<unix_seconds>::min(), now), 0u);
  // Cut to 32 bits it was 5 seconds.
  EXPECT_EQ(ttl_until(now + (unix_seconds{1} << 32) + 5, now), ttl_max);
  EXPECT_EQ(ttl_until(last, now), ttl_max);
}

// Seconds beyond 2262 overflow a clock of nanoseconds: the token had expired.
TEST(UnixTime, a_time_beyond_the_clock_is_far_ahead) {
  using std::chrono::system_clock;
  const auto today = to_time_point(now);
  EXPECT_EQ(system_clock::to_time_t(today), now);
  for (const auto end : {now * 1'000, last})
    EXPECT_GT(to_time_point(end) + std::chrono::hours(24), today);
  EXPECT_EQ(to_time_point(-5), system_clock::time_point());
}

}  // namespace
}  // namespace parley
