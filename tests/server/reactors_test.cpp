// SPDX-License-Identifier: Apache-2.0
#include "server/reactors.hpp"

#include "net/connection_quota.hpp"
#include "server/caf_config.hpp"
#include "tests/net/closed_ports.hpp"

#include <caf/actor_system.hpp>
#include <gtest/gtest.h>

#include <thread>

namespace parley {
namespace {

struct Reactors : ::testing::Test {
  std::deque<reactor> make(std::size_t threads) {
    values.threads = threads;
    auto made = make_reactors(system, values, quota);
    for (auto& each : made) each.open(ports.all());
    return made;
  }

  settings values;
  caf_config config{{}};
  caf::actor_system system{config};
  connection_quota quota{values.net.bounds};
  closed_ports ports;
};

TEST_F(Reactors, are_as_many_as_asked_for_or_one_for_each_core) {
  EXPECT_EQ(make(3).size(), 3u);
  EXPECT_EQ(make(0).size(), std::max(1u, std::thread::hardware_concurrency()));
}

TEST_F(Reactors, have_homes_in_the_order_of_their_loops) {
  auto made = make(3);
  const auto homes = homes_of(made);
  ASSERT_EQ(homes.size(), 3u);
  for (std::size_t i = 0; i < homes.size(); ++i)
    EXPECT_EQ(homes[i]->index(), i);
}

/// Has a large outbox until it is shed.
struct slow_socket final : open_socket {
  explicit slow_socket(loop& where) : where_(where) { where_.enter(*this); }
  ~slow_socket() {
    if (is_linked()) where_.leave(*this);
  }
  void stop_if_unused() override {}
  void cut() override { where_.leave(*this); }
  std::size_t queued() const override { return shed_min_size; }
  void shed() override { where_.leave(*this); }

  loop& where_;
};

TEST_F(Reactors, shed_on_their_own_threads) {
  auto made = make(2);
  const slow_socket first(made[0].sockets()), second(made[1].sockets());
  shed_largest(made);
  EXPECT_TRUE(first.is_linked()) << "not by the thread that asks for it";
  made[0].turn();
  EXPECT_FALSE(first.is_linked());
  EXPECT_TRUE(second.is_linked());
  made[1].turn();
  EXPECT_FALSE(second.is_linked());
}

}  // namespace
}  // namespace parley
