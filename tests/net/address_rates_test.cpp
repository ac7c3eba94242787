// SPDX-License-Identifier: Apache-2.0
#include "net/address_rates.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace parley {
namespace {

using std::chrono::seconds;

boost::asio::ip::address at(const std::string& text) {
  return boost::asio::ip::make_address(text);
}

class AddressRates : public ::testing::Test {
 protected:
  address_rates rates{1, 2, 3};
  address_rates::time_point now{};
};

TEST_F(AddressRates, each_address_has_a_burst_and_a_rate) {
  const auto one = at("192.0.2.1"), other = at("192.0.2.2");
  EXPECT_TRUE(rates.take(one, now));
  EXPECT_TRUE(rates.take(one, now));
  EXPECT_FALSE(rates.take(one, now));
  EXPECT_TRUE(rates.take(other, now));
  EXPECT_TRUE(rates.take(one, now + seconds(1)));
  EXPECT_FALSE(rates.take(one, now + seconds(1)));
}

TEST_F(AddressRates, forget_who_was_longest_silent_when_there_are_many) {
  for (int i = 0; i < 1'000; ++i)
    EXPECT_TRUE(rates.take(
        at("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250)),
        now));
  EXPECT_EQ(rates.size(), 3u);
  // The last ones are still known.
  const auto last = at("10.0.3.249");
  EXPECT_TRUE(rates.take(last, now));
  EXPECT_FALSE(rates.take(last, now));
}

TEST_F(AddressRates, are_no_limit_where_none_is_set) {
  address_rates open(0, 1);
  for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(open.take(at("::1"), now));
}

}  // namespace
}  // namespace parley
