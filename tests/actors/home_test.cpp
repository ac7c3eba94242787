// SPDX-License-Identifier: Apache-2.0
#include "actors/home.hpp"

#include "actors/pinned.hpp"
#include "tests/actors/stage.hpp"

#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

namespace parley {
namespace {

/// Counts what it is sent and remembers on which thread.
struct counter {
  static constexpr const char* name = "counter";

  counter(pinned& self, int& count) : self_(self), count_(count) {}

  caf::behavior make_behavior() {
    return {
        [this](int amount) {
          EXPECT_EQ(std::this_thread::get_id(), thread);
          count_ += amount;
        },
        [](const std::string& why) { throw std::runtime_error(why); },
        [this](const msg::retire&) { self_.quit(); },
    };
  }

  pinned& self_;
  int& count_;
  std::thread::id thread = std::this_thread::get_id();
};

TEST(Home, a_message_from_another_thread_runs_on_the_home_thread) {
  stage s;
  std::atomic<int> woken = 0;
  home where(s.system(), 3, [&woken] { ++woken; });
  where.bind_to_this_thread();
  int count = 0;
  auto actor = spawn_pinned<counter>(where, count);
  where.run(10);
  std::thread other([&] {
    for (int i = 0; i < 1'000; ++i) caf::anon_send(actor, 1);
  });
  other.join();
  EXPECT_EQ(woken, 1) << "one wake-up for all";
  EXPECT_TRUE(where.ready());
  while (where.run(10) > 0) {
  }
  EXPECT_EQ(count, 1'000);
  caf::anon_send(actor, msg::retire{});
  while (where.run(10) > 0) {
  }
}

TEST(Home, a_flooded_actor_lets_the_others_run) {
  stage s;
  int flood = 0, single = 0;
  auto flooded = spawn_pinned<counter>(s.where(0), flood);
  auto other = spawn_pinned<counter>(s.where(0), single);
  for (int i = 0; i < 10'000; ++i) caf::anon_send(flooded, 1);
  caf::anon_send(other, 1);
  while (single == 0) ASSERT_TRUE(s.step(0));
  EXPECT_LT(flood, 1'000);
  caf::anon_send(flooded, msg::retire{});
  caf::anon_send(other, msg::retire{});
  s.settle();
  EXPECT_EQ(flood, 10'000);
}

TEST(Home, an_exception_ends_its_actor_and_nothing_else) {
  stage s;
  int count = 0;
  auto bad = spawn_pinned<counter>(s.where(0), count);
  auto good = spawn_pinned<counter>(s.where(0), count);
  s.settle();
  caf::anon_send(bad, std::string("planted"));
  caf::anon_send(bad, 100);
  caf::anon_send(good, 1);
  s.settle();
  EXPECT_EQ(count, 1);
  EXPECT_EQ(s.running(), stage::standing + 1);
  caf::anon_send(good, msg::retire{});
}

TEST(Home, what_is_still_queued_at_the_end_is_released) {
  stage s;
  int count = 0;
  {
    home where(s.system(), 3, [] {});
    where.bind_to_this_thread();
    spawn_pinned<counter>(where, count);
  }
  EXPECT_EQ(s.running(), stage::standing);
}

}  // namespace
}  // namespace parley
