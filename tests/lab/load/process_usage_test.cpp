// SPDX-License-Identifier: Apache-2.0
#include "lab/load/process_usage.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace parley::load {
namespace {

TEST(ProcessUsage, this_process_has_used_something) {
  while (process_usage::own_cpu() < 0.05) {
  }
  const auto used = process_usage::of(::getpid());
  EXPECT_GT(used.cpu, 0.0);
  EXPECT_GT(used.resident, 1'000'000u);
}

TEST(ProcessUsage, children_are_counted_with_it) {
  const auto alone = process_usage::of(::getpid()).resident;
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  EXPECT_GT(process_usage::of(::getpid()).resident, alone);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST(ProcessUsage, of_a_process_that_is_not_there_is_nothing) {
  constexpr pid_t nobody = 0x3fff'ffff;
  EXPECT_EQ(process_usage::of(nobody).resident, 0u);
}

}  // namespace
}  // namespace parley::load
