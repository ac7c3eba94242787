// SPDX-License-Identifier: Apache-2.0
#include "net/ping_watch.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using step = ping_watch::step;

TEST(PingWatch, a_peer_that_sends_nothing_after_a_ping_is_gone) {
  ping_watch watch;
  EXPECT_EQ(watch.next({.reads = 4}), step::ping);
  EXPECT_EQ(watch.next({.reads = 4}), step::close);
}

TEST(PingWatch, a_peer_that_sends_something_lives) {
  ping_watch watch;
  EXPECT_EQ(watch.next({.reads = 4}), step::ping);
  EXPECT_EQ(watch.next({.reads = 5}), step::rest);
  EXPECT_EQ(watch.next({.reads = 5}), step::ping);
  EXPECT_EQ(watch.next({.reads = 5}), step::close);
}

// One that is not read from, because it does not read its answers.
TEST(PingWatch, bytes_that_wait_to_be_read_are_a_sign_of_life_once) {
  ping_watch watch;
  EXPECT_EQ(watch.next({.reads = 4, .unread = 10}), step::ping);
  EXPECT_EQ(watch.next({.reads = 4, .unread = 16}), step::rest);
  EXPECT_EQ(watch.next({.reads = 4, .unread = 16}), step::ping);
  EXPECT_EQ(watch.next({.reads = 4, .unread = 16}), step::close);
}

}  // namespace
}  // namespace parley
