// SPDX-License-Identifier: Apache-2.0
#include "actors/room_actor.hpp"

#include "protocol/limits.hpp"
#include "tests/actors/stage.hpp"
#include "tests/room/reading.hpp"

#include <caf/scoped_actor.hpp>
#include <gtest/gtest.h>

#include <utility>
#include <variant>

namespace parley {
namespace {

/// Writes down what it is sent, in order: stands for couriers, sessions and the
/// directory of the room under test.
struct notebook {
  static constexpr const char* name = "notebook";
  using entry = std::variant<msg::admit, msg::deliver, msg::expel, msg::vacant,
                             msg::room_answer, msg::done>;

  notebook(pinned&, std::vector<entry>& entries) : entries_(entries) {}

  caf::behavior make_behavior() {
    return {
        [this](const msg::admit& m) { entries_.emplace_back(m); },
        [this](const msg::deliver& m) { entries_.emplace_back(m); },
        [this](const msg::expel& m) { entries_.emplace_back(m); },
        [this](const msg::vacant& m) { entries_.emplace_back(m); },
        [this](const msg::room_answer& m) { entries_.emplace_back(m); },
        [this](const msg::done& m) { entries_.emplace_back(m); },
    };
  }

  std::vector<entry>& entries_;
};

class RoomActor : public ::testing::Test {
 protected:
  RoomActor() {
    peer = spawn_pinned<notebook>(s.where(0), seen);
    actors.couriers = {peer, peer};
    actors.rules = s.actors.rules;
    room = spawn_pinned<room_actor>(s.where(0), actors, peer, room_id{7},
                                    std::string("lobby"));
  }
  ~RoomActor() override {
    caf::anon_send(room, msg::retire{});
    caf::anon_send_exit(peer, caf::exit_reason::user_shutdown);
    room = peer = nullptr;
    actors = {};
    s.settle();
  }

  void join(connection_id id, std::string name) {
    msg::asked<op::join> request{{.id = id}};
    request.wish.name = std::move(name);
    request.answer_to.who = peer;
    caf::anon_send(room, msg::passed_on{std::move(request)});
  }
  void speak(connection_id id, std::string text) {
    caf::anon_send(room, msg::asked<op::say>{{id, std::move(text)}});
  }
  template <class T>
  std::vector<T> all() const {
    std::vector<T> found;
    for (const auto& each : seen)
      if (const auto* m = std::get_if<T>(&each)) found.push_back(*m);
    return found;
  }

  stage s;
  room_topology actors;
  std::vector<notebook::entry> seen;
  caf::actor peer, room;
  const connection_id alice = connection_id::make(0, 1);
  const connection_id bob = connection_id::make(1, 1);
};

TEST_F(RoomActor, a_turns_words_are_one_message_to_each_loop_with_members) {
  join(alice, "alice");
  join(bob, "bob");
  for (int i = 0; i < 16; ++i) speak(alice, std::to_string(i));
  s.settle();
  const auto delivered = all<msg::deliver>();
  ASSERT_EQ(delivered.size(), 2u);
  EXPECT_EQ(read_frames(delivered[0].said[0]).size(), 16u);
  EXPECT_EQ(delivered[0].said[0], delivered[1].said[0]) << "shared, not copied";
}

TEST_F(RoomActor, words_before_a_join_are_sent_before_it) {
  join(alice, "alice");
  speak(alice, "before");
  join(bob, "bob");
  speak(alice, "after");
  s.settle();
  std::vector<std::string> order;
  for (const auto& each : seen) {
    if (std::holds_alternative<msg::admit>(each)) order.push_back("admit");
    if (const auto* m = std::get_if<msg::deliver>(&each))
      order.push_back(read_frames(m->said[0]).front());
  }
  // To loop 0 and, as bob is in by then, to loop 1, where nobody listens yet.
  EXPECT_EQ(order, (std::vector<std::string>{
                       "admit", "[alice] before", "[alice] before", "admit",
                       "[alice] after", "[alice] after"}));
}

// It was attached to a room of this name that has died, and says all again when
// it is attached to this one: a word that was on its way would be before
// others.
TEST_F(RoomActor, a_relay_that_is_not_attached_says_nothing) {
  const auto publish_by_relay = [this](std::string data) {
    msg::asked<op::publish> request{{}, {{peer, 1}}};
    request.wish.said.data = std::move(data);
    request.relay = 5;
    caf::anon_send(room, msg::passed_on{std::move(request)});
  };
  join(alice, "alice");
  publish_by_relay("too early");
  msg::asked<op::attach> attaching{{.relay = 5}, {{peer, 2}}};
  caf::anon_send(room, msg::passed_on{std::move(attaching)});
  publish_by_relay("in its turn");
  s.settle();
  std::vector<std::string> said;
  for (const auto& each : all<msg::deliver>())
    for (const auto& line : read_frames(each.said[0])) said.push_back(line);
  EXPECT_EQ(said.size(), 1u);
  const auto answers = all<msg::room_answer>();
  ASSERT_EQ(answers.size(), 3u);
  EXPECT_TRUE(std::holds_alternative<attached>(answers[1].outcome));
  EXPECT_TRUE(std::holds_alternative<published>(answers[2].outcome));
}

TEST_F(RoomActor, a_large_block_is_sent_before_the_turn_ends) {
  join(alice, "alice");
  const std::string text(60'000, 'x');
  for (int i = 0; i < 5; ++i) speak(alice, text);
  while (s.step(0)) {
  }
  EXPECT_EQ(all<msg::deliver>().size(), 1u);
  EXPECT_GE(all<msg::deliver>()[0].said[0]->size(), room_block_size);
}

TEST_F(RoomActor,
       an_empty_room_offers_to_retire_with_the_requests_it_has_seen) {
  join(alice, "alice");
  join(bob, "bob");
  caf::anon_send(room, msg::asked<op::leave>{{alice}});
  caf::anon_send(room, msg::asked<op::leave>{{alice}});
  caf::anon_send(room, msg::asked<op::leave>{{bob}});
  s.settle();
  const auto offers = all<msg::vacant>();
  ASSERT_EQ(offers.size(), 1u);
  EXPECT_EQ(offers[0].requests, 2u);
  EXPECT_EQ(offers[0].room, room_id{7});
  EXPECT_EQ(all<msg::expel>().size(), 2u);
}

TEST_F(RoomActor, finishing_sends_out_what_was_said_and_refuses_more) {
  join(alice, "alice");
  speak(alice, "accepted");
  caf::anon_send(room, msg::finish{peer});
  speak(alice, "too late");
  join(bob, "bob");
  s.settle();
  ASSERT_EQ(all<msg::deliver>().size(), 1u);
  EXPECT_EQ(read_frames(all<msg::deliver>()[0].said[0]),
            std::vector<std::string>{"[alice] accepted"});
  EXPECT_EQ(all<msg::done>().size(), 1u);
  const auto answers = all<msg::room_answer>();
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<admitted>(answers[0].outcome));
  EXPECT_EQ(std::get<reply_error>(answers[1].outcome), reply_error::internal);
}

}  // namespace
}  // namespace parley
