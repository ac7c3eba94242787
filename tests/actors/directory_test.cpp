// SPDX-License-Identifier: Apache-2.0
#include "actors/directory.hpp"

#include "actors/pinned.hpp"
#include "tests/actors/stage.hpp"

#include <caf/send.hpp>
#include <gtest/gtest.h>

namespace parley {
namespace {

link_request to(std::string room) {
  link_request request;
  request.room = std::move(room);
  request.presence = true;
  return request;
}

TEST(Directory, a_room_starts_with_its_first_member_and_ends_with_its_last) {
  stage s;
  const auto a = s.connect(0, to("lobby"));
  const auto b = s.connect(1, to("lobby"));
  s.settle();
  EXPECT_EQ(s.running(), stage::standing + 2 + 1);  // sessions and the room
  a->vanishes();
  s.settle();
  EXPECT_EQ(s.running(), stage::standing + 1 + 1);
  b->vanishes();
  s.settle();
  EXPECT_EQ(s.running(), stage::standing);
}

TEST(Directory, a_new_life_of_a_room_counts_from_user0_again) {
  stage s;
  for (int life = 0; life < 3; ++life) {
    const auto a = s.connect(0, to("lobby"));
    s.settle();
    EXPECT_EQ(a->heard.back(), "* user0 joined");
    a->vanishes();
    s.settle();
  }
}

TEST(Directory, rooms_of_different_names_keep_apart) {
  stage s;
  const auto a = s.connect(0, to("red"));
  const auto b = s.connect(0, to("blue"));
  s.settle();
  a->says("hello");
  s.settle();
  EXPECT_EQ(a->heard.back(), "[user0] hello");
  EXPECT_EQ(b->heard.back(), "* user0 joined");
  a->vanishes();
  b->vanishes();
}

/// Joins a room to learn its actor's handle.
struct spy {
  static constexpr const char* name = "spy";

  spy(pinned& self, caf::actor& room) : self_(self), room_(room) {}

  caf::behavior make_behavior() {
    return {[this](const msg::room_answer& answer) {
      room_ = answer.room.untyped();
      self_.quit();
    }};
  }

  pinned& self_;
  caf::actor& room_;
};

TEST(Directory, members_of_a_room_that_died_are_closed_to_come_back) {
  stage s;
  const auto a = s.connect(0, to("lobby"));
  const auto b = s.connect(1, to("lobby"));
  caf::actor room;
  msg::asked<op::join> request{{.id = connection_id::make(0, 99)}};
  request.answer_to.who = spawn_pinned<spy>(s.where(0), room);
  caf::anon_send(s.actors.directory_of("lobby").untyped(),
                 msg::to_room{"lobby", std::move(request)});
  s.settle();
  ASSERT_TRUE(room);
  caf::anon_send_exit(room, caf::exit_reason::kill);
  room = nullptr;
  s.settle();
  EXPECT_EQ(a->closed_with, close_code::internal_error);
  EXPECT_EQ(b->closed_with, close_code::internal_error);
  const auto again = s.connect(0, to("lobby"));
  s.settle();
  EXPECT_EQ(again->heard, std::vector<std::string>{"* user0 joined"});
  again->vanishes();
}

/// Takes what a room answers when it is to go to another node.
struct heir_in_waiting {
  static constexpr const char* name = "heir";

  heir_in_waiting(pinned&, std::vector<std::string>& rooms) : rooms_(rooms) {}

  caf::behavior make_behavior() {
    return {[this](const msg::handed_over& answer) {
      rooms_.push_back(answer.room);
    }};
  }

  std::vector<std::string>& rooms_;
};

// Else the node would wait for it for ever, and the cluster for the node.
TEST(Directory, a_room_that_dies_while_it_is_handed_over_is_answered_for) {
  stage s;
  std::vector<std::string> rooms;
  const auto heir = spawn_pinned<heir_in_waiting>(s.where(0), rooms);
  const auto a = s.connect(0, to("lobby"));
  caf::actor room;
  msg::asked<op::join> request{{.id = connection_id::make(0, 99)}};
  request.answer_to.who = spawn_pinned<spy>(s.where(0), room);
  const auto& directory = s.actors.directory_of("lobby");
  caf::anon_send(directory.untyped(),
                 msg::to_room{"lobby", std::move(request)});
  s.settle();
  caf::anon_send_exit(room, caf::exit_reason::kill);
  room = nullptr;
  anon_send(directory, msg::hand_over{"lobby", heir});
  s.settle();
  EXPECT_EQ(rooms, std::vector<std::string>{"lobby"});
  a->vanishes();
  s.settle();
  caf::anon_send_exit(heir, caf::exit_reason::user_shutdown);
}

TEST(Directory, a_room_is_handed_over_once) {
  stage s;
  std::vector<std::string> rooms;
  const auto heir = spawn_pinned<heir_in_waiting>(s.where(0), rooms);
  const auto a = s.connect(0, to("lobby"));
  s.settle();
  anon_send(s.actors.directory_of("lobby"), msg::hand_over{"lobby", heir});
  s.settle();
  EXPECT_EQ(rooms, std::vector<std::string>{"lobby"});
  a->vanishes();
  s.settle();
  caf::anon_send_exit(heir, caf::exit_reason::user_shutdown);
}

TEST(Directory, an_offer_to_retire_of_an_earlier_life_is_ignored) {
  stage s;
  const auto a = s.connect(0, to("lobby"));
  s.settle();
  anon_send(s.actors.directory_of("lobby"),
            msg::vacant{"lobby", room_id{12345}, 1});
  s.settle();
  a->says("hello");
  s.settle();
  EXPECT_EQ(a->heard.back(), "[user0] hello");
  a->vanishes();
}

}  // namespace
}  // namespace parley
