// SPDX-License-Identifier: Apache-2.0
#include "net/attempts.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using std::chrono::seconds;

const attempts::time_point start{};

attempts::address at(std::uint32_t number) {
  return boost::asio::ip::address_v4(number);
}

TEST(Attempts, some_wrong_ones_are_told_and_further_ones_are_too_many) {
  attempts made;
  int told = 0;
  while (made.failed(at(1), start)) ++told;
  EXPECT_EQ(told, static_cast<int>(attempt_burst));
  EXPECT_TRUE(made.failed(at(1), start + seconds(2)));
}

TEST(Attempts, a_right_one_is_looked_at_while_others_guess) {
  attempts made;
  for (int i = 0; i < 10'000; ++i) made.failed(at(1), start);
  EXPECT_TRUE(made.may_try(at(2), start));
  EXPECT_FALSE(made.may_try(at(1), start));
}

TEST(Attempts, an_address_that_guesses_is_looked_at_so_often_and_no_more) {
  attempts made;
  int looked_at = 0;
  for (int i = 0; i < 10'000; ++i)
    if (made.may_try(at(1), start)) {
      ++looked_at;
      made.failed(at(1), start);
    }
  EXPECT_EQ(looked_at, static_cast<int>(attempts_looked_at));
}

TEST(Attempts, are_forgiven_with_time) {
  attempts made;
  for (int i = 0; i < 1'000; ++i) made.failed(at(1), start);
  EXPECT_FALSE(made.may_try(at(1), start + seconds(900)));
  EXPECT_TRUE(made.may_try(at(1), start + seconds(1'000)));
}

TEST(Attempts, of_so_many_addresses_are_remembered_and_no_more) {
  attempts made;
  constexpr auto many = static_cast<std::uint32_t>(attempt_addresses);
  for (int i = 0; i < 1'000; ++i) made.failed(at(1), start);
  for (std::uint32_t i = 2; i <= many; ++i) made.failed(at(i), start);
  EXPECT_EQ(made.size(), attempt_addresses);
  EXPECT_FALSE(made.may_try(at(1), start));
  made.failed(at(many + 1), start);
  EXPECT_EQ(made.size(), attempt_addresses);
  EXPECT_TRUE(made.may_try(at(1), start)) << "the oldest one is forgotten";
}

}  // namespace
}  // namespace parley
