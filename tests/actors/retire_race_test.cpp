// SPDX-License-Identifier: Apache-2.0
// A join that arrives while its room retires must never fail or be lost. Every
// interleaving of the two loops' steps, up to a depth, is tried.
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace parley {
namespace {

link_request to_lobby(std::string name) {
  link_request request;
  request.room = "lobby";
  request.name = std::move(name);
  request.presence = true;
  return request;
}

// Bit i of `schedule` says which loop takes step i; the newcomer connects
// before step `arrival`.
void join_while_retiring(std::uint32_t schedule, int depth, int arrival) {
  stage s;
  const auto first = s.connect(0, to_lobby("first"));
  s.settle();
  first->vanishes();
  std::shared_ptr<fake_link> second;
  for (int i = 0; i < depth; ++i) {
    if (i == arrival) second = s.connect(1, to_lobby("second"));
    const auto loop = static_cast<loop_index>((schedule >> i) & 1);
    if (!s.step(loop)) s.end_turn(loop);
  }
  s.settle();
  ASSERT_FALSE(second->closed_with) << schedule << ' ' << arrival;
  ASSERT_EQ(second->heard.back(), "* second joined")
      << schedule << ' ' << arrival;
  ASSERT_EQ(second->reads_wanted, 1);
  second->says("still here");
  s.settle();
  EXPECT_EQ(second->heard.back(), "[second] still here");
  second->vanishes();
  s.settle();
  EXPECT_EQ(s.running(), stage::standing);
}

TEST(RetireRace, a_join_in_any_moment_of_a_rooms_end_is_admitted) {
  constexpr int depth = 8;
  for (int arrival = 0; arrival < depth; ++arrival)
    for (std::uint32_t schedule = 0; schedule < (1u << depth); ++schedule)
      join_while_retiring(schedule, depth, arrival);
}

}  // namespace
}  // namespace parley
