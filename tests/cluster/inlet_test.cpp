// SPDX-License-Identifier: Apache-2.0
#include "cluster/inlet.hpp"

#include "cluster/placement.hpp"
#include "protocol/limits.hpp"

#include <caf/actor_registry.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace parley::cluster {
namespace {

/// What an actor of the test was sent.
struct notes {
  std::vector<std::string> told;  // events of owners
  std::vector<view_number> turned_to;
  std::vector<send_packet> sent;
  std::vector<view_number> settled;
};

/// Stands for a relay and for the bus.
class Listener {
 public:
  static constexpr const char* name = "listener";
  Listener(pinned&, notes& into) : into_(into) {}
  caf::behavior make_behavior() {
    return {
        [this](const parley::cluster::told& message) {
          into_.told.push_back(message.packet->from_owner().events());
        },
        [this](const owner_changed& notice) {
          into_.turned_to.push_back(notice.number);
        },
        [this](const send_packet& request) { into_.sent.push_back(request); },
        [this](const loop_settled& notice) {
          into_.settled.push_back(notice.number);
        },
    };
  }

 private:
  notes& into_;
};

struct config : caf::actor_system_config {
  config() { set("scheduler.policy", caf::atom("testing")); }
};

/// The inlet of node a, with a relay of one room.
class Inlet : public testing::Test {
 protected:
  Inlet() : where(system, 0, [] {}) {
    where.bind_to_this_thread();
    bus = spawn_pinned<Listener>(where, seen);
    relay = spawn_pinned<Listener>(where, seen);
    subject = spawn_pinned<inlet>(where, bus_door(bus));
    lease->grant_until(lease_clock::clock::time_point::max());
  }
  ~Inlet() override {
    for (const auto& each : {subject, relay, bus})
      caf::anon_send_exit(each, caf::exit_reason::user_shutdown);
    run();
    system.await_actors_before_shutdown(false);
  }

  void run() {
    while (where.run(10) > 0) {
    }
  }

  void agree_on(view_number number, std::vector<node_name> nodes) {
    latest = {number, std::move(nodes)};
    standing now{"a", latest, {}, lease};
    now.rights.on_view(latest);
    now.rights.settle([](const node_name&, view_number) { return true; });
    caf::anon_send(
        subject,
        standing_changed{std::make_shared<const standing>(std::move(now))});
    run();
    if (!is_echo_late) echo_comes(number);
  }

  void echo_comes(view_number number) {
    auto packet = std::make_shared<peer::Packet>();
    packet->mutable_echo()->set_view(number);
    caf::anon_send(subject, packet_arrived{packet});
    run();
  }

  std::size_t echoes_sent() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(seen.sent, [](const send_packet& each) {
          return each.packet->has_echo() && each.to == "a";
        }));
  }

  void relay_comes_up() {
    caf::anon_send(subject, relay_up{room, relay});
    run();
  }

  void owner_says(const node_name& from, view_number term,
                  const std::string& what, std::uint64_t sequence = 0) {
    auto packet = std::make_shared<peer::Packet>();
    packet->set_node(from);
    packet->mutable_from_owner()->set_room(room);
    packet->mutable_from_owner()->set_term(term);
    packet->mutable_from_owner()->set_sequence(sequence);
    packet->mutable_from_owner()->set_events(what);
    caf::anon_send(subject, packet_arrived{packet});
    run();
  }

  node_name owner() const { return *owner_of(room, latest); }
  bool is_echo_late = false;
  node_name somebody_else() const {
    for (const auto& each : latest.nodes)
      if (each != owner()) return each;
    return {};
  }

  const std::string room = "harbour";
  config settings;
  caf::actor_system system{settings};
  home where;
  notes seen;
  caf::actor bus, relay, subject;
  view latest;
  std::shared_ptr<lease_clock> lease = std::make_shared<lease_clock>();
};

using lines = std::vector<std::string>;

TEST_F(Inlet, a_relay_is_told_what_the_owner_says) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  owner_says(owner(), 1, "hello");
  EXPECT_EQ(seen.told, lines{"hello"});
}

// The fence on the way: who was deposed and does not know it yet is not heard.
TEST_F(Inlet, what_another_than_the_owner_says_is_dropped) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  owner_says(somebody_else(), 1, "hello");
  EXPECT_EQ(seen.told, lines());
}

TEST_F(Inlet, what_it_says_by_a_view_before_it_lost_the_room_is_dropped) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  const auto before = owner();
  std::vector<node_name> others;
  for (const auto& each : latest.nodes)
    if (each != before) others.push_back(each);
  agree_on(2, others);
  agree_on(3, {"a", "b", "c"});
  ASSERT_EQ(owner(), before);
  owner_says(before, 1, "late");
  EXPECT_EQ(seen.told, lines());
  owner_says(before, 3, "now");
  EXPECT_EQ(seen.told, lines{"now"});
}

TEST_F(Inlet, a_node_whose_lease_is_over_shows_nothing) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  lease->grant_until({});
  owner_says(owner(), 1, "hello");
  EXPECT_EQ(seen.told, lines());
}

TEST_F(Inlet, relays_turn_to_the_new_owner_and_then_the_loop_has_settled) {
  agree_on(1, {"a", "b", "c"});
  EXPECT_EQ(seen.settled, std::vector<view_number>{1}) << "there is no relay";
  relay_comes_up();
  std::vector<node_name> others;
  for (const auto& each : latest.nodes)
    if (each != owner() || each == "a") others.push_back(each);
  agree_on(3, others);  // one was missed: nobody knows what was between
  EXPECT_EQ(seen.turned_to, std::vector<view_number>{3});
  EXPECT_EQ(seen.settled.size(), 1u) << "the relay has not turned yet";
  caf::anon_send(subject, relay_turned{room, 3});
  run();
  EXPECT_EQ(seen.settled, (std::vector<view_number>{1, 3}));
}

// What was said before the view is what the next owner goes on from.
TEST_F(Inlet, the_owner_before_is_heard_until_the_echo_comes) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  const auto before = owner();
  ASSERT_EQ(before, "c");
  is_echo_late = true;
  agree_on(2, {"a", "b"});
  owner_says(before, 1, "the last word");
  EXPECT_EQ(seen.told, lines{"the last word"});
  EXPECT_TRUE(seen.turned_to.empty());
  echo_comes(2);
  EXPECT_EQ(seen.turned_to, std::vector<view_number>{2});
  owner_says(before, 1, "too late");
  EXPECT_EQ(seen.told, lines{"the last word"});
}

TEST_F(Inlet, an_echo_that_does_not_come_is_sent_again) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  is_echo_late = true;
  agree_on(2, {"a", "b"});
  EXPECT_EQ(echoes_sent(), 1u);
  dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler())
      .advance_time(settled_again);
  run();
  EXPECT_EQ(echoes_sent(), 2u);
  echo_comes(2);
  dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler())
      .advance_time(settled_again);
  run();
  EXPECT_EQ(echoes_sent(), 2u);
}

// The owner has closed the room when it was none of its rooms for a moment.
TEST_F(Inlet, a_relay_turns_to_the_same_owner_when_there_was_another_one) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  const auto before = owner();
  is_echo_late = true;
  agree_on(2, {"a", "b", "c", "d"});
  agree_on(3, {"a", "b", "c"});
  EXPECT_EQ(owner(), before);
  echo_comes(2);
  EXPECT_TRUE(seen.turned_to.empty()) << "it is not the newest";
  echo_comes(3);
  EXPECT_EQ(seen.turned_to, std::vector<view_number>{3});
}

TEST_F(Inlet, a_relay_that_has_not_turned_is_waited_for_in_the_next_view_too) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  std::vector<node_name> others;
  for (const auto& each : latest.nodes)
    if (each != owner() || each == "a") others.push_back(each);
  agree_on(3, others);
  auto more = others;
  more.push_back("stranger-to-the-room");
  while (*owner_of(room, {4, more}) != owner()) more.back() += '.';
  agree_on(4, more);
  EXPECT_EQ(seen.settled, std::vector<view_number>{1});
  caf::anon_send(subject, relay_turned{room, 3});
  run();
  EXPECT_EQ(seen.settled, (std::vector<view_number>{1, 4}));
}

TEST_F(Inlet, a_relay_whose_owner_stays_is_left_alone) {
  agree_on(1, {"a", "b", "c"});
  relay_comes_up();
  std::vector<node_name> less;
  bool left_out = false;
  for (const auto& each : latest.nodes) {
    if (each != owner() && each != "a" && !std::exchange(left_out, true))
      continue;
    less.push_back(each);
  }
  agree_on(2, less);
  EXPECT_TRUE(seen.turned_to.empty());
  EXPECT_EQ(seen.settled, (std::vector<view_number>{1, 2}));
}

TEST_F(Inlet, an_owner_is_told_that_nobody_listens_any_more) {
  agree_on(1, {"a", "b", "c"});
  owner_says(owner(), 1, "hello", 7);
  ASSERT_EQ(seen.sent.size(), 1u);
  EXPECT_EQ(seen.sent[0].to, owner());
  EXPECT_TRUE(seen.sent[0].packet->to_owner().wishes(0).has_detach());
}

TEST_F(Inlet, without_a_view_nobody_is_asked) {
  relay_comes_up();
  caf::anon_send(subject, ask_owner{.room = room, .wish = {}});
  run();
  EXPECT_TRUE(seen.sent.empty());
  agree_on(1, {"a", "b", "c"});
  EXPECT_EQ(seen.turned_to, std::vector<view_number>{1}) << "it asks again";
}

}  // namespace
}  // namespace parley::cluster
