// SPDX-License-Identifier: Apache-2.0
#include "net/timer_wheel.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace parley {
namespace {

using namespace std::chrono_literals;

const timer_wheel::clock::time_point start{};

struct alarm final : timer_wheel::timer {
  int fired = 0;
  std::function<void()> then = [] {};

 private:
  void expired() override {
    ++fired;
    then();
  }
};

TEST(TimerWheel, a_timer_fires_once_and_never_early) {
  timer_wheel wheel(start);
  alarm a;
  wheel.schedule(a, start, 1s);
  wheel.advance(start + 1s);
  EXPECT_EQ(a.fired, 0);
  wheel.advance(start + 1s + 2 * timer_wheel::tick);
  EXPECT_EQ(a.fired, 1);
  wheel.advance(start + 1h);
  EXPECT_EQ(a.fired, 1);
  EXPECT_TRUE(wheel.empty());
}

TEST(TimerWheel, a_timer_longer_than_a_round_waits_for_its_round) {
  timer_wheel wheel(start);
  alarm a;
  wheel.schedule(a, start, 10min);
  wheel.advance(start + 9min);
  EXPECT_EQ(a.fired, 0);
  wheel.advance(start + 11min);
  EXPECT_EQ(a.fired, 1);
}

TEST(TimerWheel, setting_again_replaces) {
  timer_wheel wheel(start);
  alarm a;
  wheel.schedule(a, start, 1s);
  wheel.schedule(a, start, 5s);
  wheel.advance(start + 2s);
  EXPECT_EQ(a.fired, 0);
  wheel.advance(start + 6s);
  EXPECT_EQ(a.fired, 1);
}

TEST(TimerWheel, a_timer_may_set_itself_again) {
  timer_wheel wheel(start);
  alarm a;
  auto now = start;
  a.then = [&] { wheel.schedule(a, now, 1s); };
  wheel.schedule(a, now, 1s);
  for (; now < start + 10s; now += 50ms) wheel.advance(now);
  EXPECT_GE(a.fired, 8);
  EXPECT_LE(a.fired, 10);
}

TEST(TimerWheel, a_timer_may_cancel_another_of_the_same_tick) {
  timer_wheel wheel(start);
  alarm a, b;
  a.then = [&] { wheel.cancel(b); };
  b.then = [&] { wheel.cancel(a); };
  wheel.schedule(a, start, 1s);
  wheel.schedule(b, start, 1s);
  wheel.advance(start + 2s);
  EXPECT_EQ(a.fired + b.fired, 1);
  EXPECT_TRUE(wheel.empty());
}

TEST(TimerWheel, a_timer_that_dies_is_cancelled) {
  timer_wheel wheel(start);
  {
    alarm a;
    wheel.schedule(a, start, 1s);
    EXPECT_FALSE(wheel.empty());
  }
  EXPECT_TRUE(wheel.empty());
  wheel.advance(start + 2s);
}

TEST(TimerWheel, a_long_idle_time_costs_the_next_timer_nothing) {
  timer_wheel wheel(start);
  alarm a;
  const auto later = start + 1000h;
  wheel.schedule(a, later, 1s);
  wheel.advance(later + 500ms);
  EXPECT_EQ(a.fired, 0);
  wheel.advance(later + 1200ms);
  EXPECT_EQ(a.fired, 1);
}

}  // namespace
}  // namespace parley
