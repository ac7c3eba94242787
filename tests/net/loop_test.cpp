// SPDX-License-Identifier: Apache-2.0
#include "net/loop.hpp"

#include "tests/net/closed_ports.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace parley {
namespace {

using namespace std::chrono_literals;

struct socket_double final : open_socket {
  explicit socket_double(loop& where, bool is_used)
      : where_(where), used(is_used) {
    where_.enter(*this);
  }
  ~socket_double() {
    if (is_linked()) where_.leave(*this);
  }
  void stop_if_unused() override {
    if (!used) where_.leave(*this);
  }
  void cut() override { where_.leave(*this); }
  std::size_t queued() const override { return waiting; }
  void shed() override {
    where_.leave(*this);
    waiting = 0;
  }

  loop& where_;
  bool used;
  std::size_t waiting = 0;
};

struct alarm final : timer_wheel::timer {
  int fired = 0;

 private:
  void expired() override { ++fired; }
};

class Loop : public ::testing::Test {
 protected:
  boost::asio::io_context io{1};
  net_options options;
  connection_quota quota{options.bounds};
  closed_ports ports;
  loop where{io, options, quota, ports.all()};
  int emptied = 0;
};

TEST_F(Loop, a_loop_without_sockets_stops_at_once) {
  where.stop([&] { ++emptied; });
  EXPECT_EQ(emptied, 1);
}

TEST_F(Loop, stopping_ends_unused_sockets_and_waits_for_the_used) {
  const socket_double idle(where, false);
  {
    const socket_double busy(where, true);
    where.stop([&] { ++emptied; });
    EXPECT_FALSE(idle.is_linked());
    EXPECT_EQ(emptied, 0);
  }
  EXPECT_EQ(emptied, 1);
}

TEST_F(Loop, memory_is_given_back_by_the_largest_outboxes_first) {
  std::deque<socket_double> sockets;
  for (std::size_t i = 0; i < shed_slice + 10; ++i) {
    sockets.emplace_back(where, true);
    sockets.back().waiting = shed_min_size + i;
  }
  socket_double small(where, true);
  small.waiting = shed_min_size - 1;
  EXPECT_EQ(where.shed_largest(), shed_slice);
  for (std::size_t i = 0; i < sockets.size(); ++i)
    EXPECT_EQ(sockets[i].is_linked(), i < 10) << i;
  EXPECT_EQ(where.shed_largest(), 10u);
  EXPECT_EQ(where.shed_largest(), 0u);
  EXPECT_TRUE(small.is_linked());
}

TEST_F(Loop, cutting_spares_nobody) {
  const socket_double idle(where, false), busy(where, true);
  where.cut_all();
  EXPECT_FALSE(idle.is_linked());
  EXPECT_FALSE(busy.is_linked());
}

TEST_F(Loop, timers_fire_and_then_the_loop_sleeps) {
  alarm a;
  where.schedule(a, 1ms);
  io.run();  // returns when nothing is awaited any more: the ticker has stopped
  EXPECT_EQ(a.fired, 1);
}

TEST_F(Loop, a_cancelled_timer_does_not_fire) {
  alarm a;
  where.schedule(a, 1ms);
  where.cancel(a);
  io.run();
  EXPECT_EQ(a.fired, 0);
}

}  // namespace
}  // namespace parley
