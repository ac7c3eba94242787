// SPDX-License-Identifier: Apache-2.0
#include "actors/drain.hpp"

#include "tests/actors/stage.hpp"

#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace parley {
namespace {

link_request to(std::string room) {
  link_request request;
  request.room = std::move(room);
  return request;
}

class Drain : public ::testing::Test {
 protected:
  Drain() {
    drain = spawn_pinned<parley::drain>(s.where(0), s.actors,
                                        [this] { ++drained; });
  }
  ~Drain() override {
    caf::anon_send_exit(drain, caf::exit_reason::user_shutdown);
    drain = nullptr;
    s.settle();
  }
  void start() { caf::anon_send(drain, msg::start_drain{}); }

  stage s;
  caf::actor drain;
  int drained = 0;
};

TEST_F(Drain, a_node_without_clients_is_drained_at_once) {
  start();
  s.settle();
  EXPECT_EQ(drained, 1);
}

TEST_F(Drain, every_client_is_closed_with_1001) {
  const auto a = s.connect(0, to("lobby"));
  const auto b = s.connect(1, to("other"));
  s.settle();
  start();
  s.settle();
  EXPECT_EQ(a->closed_with, close_code::going_away);
  EXPECT_EQ(b->closed_with, close_code::going_away);
  EXPECT_EQ(drained, 1);
}

// The messages are in the sessions' mailboxes when the stop begins; whatever
// order the loops then run in, everyone hears all of them before the close.
TEST_F(Drain, what_was_accepted_before_reaches_everyone_in_any_schedule) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    stage t;
    int over = 0;
    auto d =
        spawn_pinned<parley::drain>(t.where(0), t.actors, [&over] { ++over; });
    std::vector<std::shared_ptr<fake_link>> members;
    for (loop_index i = 0; i < 6; ++i)
      members.push_back(t.connect(i % 2, to("lobby")));
    t.settle();
    for (auto& each : members) each->says("last words");
    caf::anon_send(d, msg::start_drain{});
    std::minstd_rand random(seed);
    for (int i = 0; i < 60; ++i) {
      const auto loop = static_cast<loop_index>(random() % 2);
      if (!t.step(loop)) t.end_turn(loop);
    }
    t.settle();
    EXPECT_EQ(over, 1) << seed;
    for (auto& each : members) {
      EXPECT_EQ(each->heard.size(), 6u) << seed;
      EXPECT_EQ(each->heard, members[0]->heard) << seed;
      EXPECT_EQ(each->closed_with, close_code::going_away) << seed;
    }
    caf::anon_send_exit(d, caf::exit_reason::user_shutdown);
  }
}

// Those who are not closed yet go on as if nothing were.
TEST_F(Drain, clients_of_a_cluster_are_closed_a_few_at_a_time) {
  std::vector<std::shared_ptr<fake_link>> members;
  for (std::size_t i = 0; i < parting_slice * 2 + 20; ++i)
    members.push_back(s.connect(0, to("lobby")));
  s.settle();
  const auto closed = [&] {
    return static_cast<std::size_t>(
        std::ranges::count_if(members, [](const auto& each) {
          return each->closed_with == close_code::going_away;
        }));
  };
  caf::anon_send(drain, msg::start_drain{std::chrono::seconds(1)});
  s.settle();
  EXPECT_EQ(closed(), parting_slice);
  const auto open = std::ranges::find_if(
      members, [](const auto& each) { return !each->closed_with; });
  (*open)->says("still here");
  s.settle();
  EXPECT_TRUE((*open)->heard.back().ends_with("still here"));
  s.advance(parting_interval);
  s.settle();
  EXPECT_EQ(closed(), 2 * parting_slice);
  EXPECT_EQ(drained, 0);
  s.advance(parting_interval);
  s.settle();
  EXPECT_EQ(closed(), members.size());
  EXPECT_EQ(drained, 1);
}

TEST_F(Drain, more_at_a_time_are_closed_when_there_are_many) {
  std::vector<std::shared_ptr<fake_link>> members;
  for (std::size_t i = 0; i < parting_slice * 3; ++i)
    members.push_back(s.connect(0, to("lobby")));
  s.settle();
  caf::anon_send(drain, msg::start_drain{parting_interval});
  s.settle();
  EXPECT_EQ(drained, 1);
}

TEST_F(Drain, one_who_comes_while_it_drains_is_closed_too) {
  const auto a = s.connect(0, to("lobby"));
  s.settle();
  start();
  const auto late = s.connect(1, to("lobby"));
  s.settle();
  EXPECT_EQ(late->closed_with, close_code::going_away);
  EXPECT_EQ(drained, 1);
}

TEST_F(Drain, clients_that_do_not_answer_are_cut_at_the_deadline) {
  const auto a = s.connect(0, to("lobby"));
  a->answers_close = false;
  s.settle();
  start();
  s.settle();
  EXPECT_EQ(drained, 0);
  caf::anon_send(drain, msg::drain_deadline{});
  s.settle();
  EXPECT_EQ(drained, 1);
}

TEST_F(Drain, starting_twice_drains_once) {
  start();
  start();
  s.settle();
  EXPECT_EQ(drained, 1);
}

}  // namespace
}  // namespace parley
