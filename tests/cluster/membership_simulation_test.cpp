// SPDX-License-Identifier: Apache-2.0
// The cluster's promise about ownership, under whatever goes wrong: no two
// nodes act for a room at once, and when it is quiet again one of them does.
#include "tests/cluster/simulation.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

namespace parley::cluster {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::vector<std::string> rooms_of(std::size_t count) {
  std::vector<std::string> rooms;
  for (std::size_t i = 0; i < count; ++i)
    rooms.push_back("room:" + std::to_string(i));
  return rooms;
}

/// `PARLEY_SEED=7` repeats one, `PARLEY_SEEDS=5000` tries as many.
std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

void expect_one_owner_each(const simulation& cluster,
                           const std::vector<std::string>& rooms) {
  for (const auto& room : rooms)
    ASSERT_EQ(cluster.owners(room).size(), 1u) << room;
}

void expect_agreement(const simulation& cluster) {
  ASSERT_EQ(cluster.stored_view().nodes.size(), cluster.size());
  for (std::size_t i = 0; i < cluster.size(); ++i)
    ASSERT_EQ(cluster.latest(i), cluster.stored_view()) << i;
}

void calm_down(simulation& cluster) {
  cluster.let_jam(false);
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    cluster.reconnect(i);
    cluster.wake_up(i);
    cluster.start(i);
  }
}

/// Twenty seconds in which something goes wrong now and then.
void trouble(std::uint64_t seed) {
  SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
  simulation cluster(seed, 3 + seed % 3);
  cluster.let_jam(true);
  const auto rooms = rooms_of(6);
  const auto look = [&] {
    for (const auto& room : rooms)
      ASSERT_LE(cluster.owners(room).size(), 1u)
          << room << " at " << cluster.now().count() << " us";
  };
  for (int i = 0; i < 20 && !::testing::Test::HasFatalFailure(); ++i) {
    cluster.run(milliseconds(200 + cluster.any(1'600)), look);
    cluster.go_wrong();
  }
  calm_down(cluster);
  cluster.run(seconds(15), look);
  if (::testing::Test::HasFatalFailure()) return;
  expect_agreement(cluster);
  expect_one_owner_each(cluster, rooms);
}

TEST(membership_simulation, never_two_owners_and_in_the_end_one) {
  const auto one = number_from("PARLEY_SEED", 0);
  if (one) return trouble(one);
  const auto seeds = number_from("PARLEY_SEEDS", 1'000);
  for (std::uint64_t seed = 1; seed <= seeds && !HasFatalFailure(); ++seed)
    trouble(seed);
}

TEST(membership_simulation, nodes_that_come_together_agree_soon) {
  for (std::uint64_t seed = 1; seed <= 20 && !HasFatalFailure(); ++seed) {
    simulation cluster(seed, 5);
    cluster.run(seconds(4));
    expect_agreement(cluster);
    expect_one_owner_each(cluster, rooms_of(20));
  }
}

/// How long nobody acts for the rooms of a node that is killed.
TEST(membership_simulation, a_dead_node_is_replaced_in_under_three_seconds) {
  const auto rooms = rooms_of(20);
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    simulation cluster(seed, 3);
    cluster.run(seconds(5));
    cluster.crash(0);
    cluster.run(milliseconds(2'900));
    expect_one_owner_each(cluster, rooms);
    if (HasFatalFailure()) return;
  }
}

/// One more node, or one less in good order, moves its own share only, and the
/// rooms of the others have an owner all the time.
TEST(membership_simulation, rooms_that_stay_are_never_without_their_owner) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    simulation cluster(seed, 4);
    cluster.crash(3);
    cluster.run(seconds(6));
    const auto rooms = rooms_of(40);
    expect_one_owner_each(cluster, rooms);
    std::map<std::string, std::size_t> before;
    for (const auto& room : rooms) before[room] = cluster.owners(room).at(0);
    std::set<std::string> moved;
    cluster.start(3);
    cluster.run(seconds(6), [&] {
      for (const auto& [room, owner] : before)
        if (!cluster.owns(owner, room)) moved.insert(room);
    });
    for (const auto& room : rooms) {
      const auto owner = cluster.owners(room).at(0);
      ASSERT_TRUE(owner == before[room] ? !moved.contains(room) : owner == 3)
          << room;
    }
    ASSERT_LE(moved.size(), 20u) << "a quarter of 40, give or take";
    ASSERT_GE(moved.size(), 3u);
  }
}

}  // namespace
}  // namespace parley::cluster
