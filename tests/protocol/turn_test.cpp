// SPDX-License-Identifier: Apache-2.0
#include "protocol/turn.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace parley {
namespace {

struct task final : turn_task {
  std::function<void()> work;
  void at_turn_end() override { work(); }
};

TEST(TurnQueue, tasks_run_once_in_order_of_request) {
  turn_queue queue;
  std::vector<int> ran;
  task first, second;
  first.work = [&] { ran.push_back(1); };
  second.work = [&] { ran.push_back(2); };
  queue.add(first);
  queue.add(second);
  queue.run();
  queue.run();
  EXPECT_EQ(ran, (std::vector{1, 2}));
}

TEST(TurnQueue, what_a_task_adds_waits_for_the_next_run) {
  turn_queue queue;
  int ran = 0;
  task again;
  again.work = [&] {
    ++ran;
    queue.add(again);
  };
  queue.add(again);
  queue.run();
  EXPECT_EQ(ran, 1);
  EXPECT_FALSE(queue.empty());
  queue.run();
  EXPECT_EQ(ran, 2);
}

TEST(TurnQueue, a_task_withdrawn_by_an_earlier_one_does_not_run) {
  turn_queue queue;
  int ran = 0;
  task first, second;
  first.work = [&] { queue.withdraw(second); };
  second.work = [&] { ++ran; };
  queue.add(first);
  queue.add(second);
  queue.run();
  queue.run();
  EXPECT_EQ(ran, 0);
}

}  // namespace
}  // namespace parley
