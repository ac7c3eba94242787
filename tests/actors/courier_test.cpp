// SPDX-License-Identifier: Apache-2.0
#include "actors/courier.hpp"

#include "protocol/limits.hpp"
#include "protocol/websocket_frame.hpp"
#include "tests/actors/stage.hpp"

#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace parley {
namespace {

block saying(const std::string& text) {
  std::string bytes;
  append_frame(bytes, opcode::text, payload_coding::identity, text);
  block b;
  b.add(lane::plain, make_frame(std::move(bytes)));
  return b;
}

class Courier : public ::testing::Test {
 protected:
  ~Courier() override {
    for (const auto id : attached) anon_send(courier(), msg::detach{id});
  }

  const courier_ref& courier() { return s.actors.link_couriers[0]; }

  std::shared_ptr<fake_link> attach_one(std::uint64_t count,
                                        dialect speaks = dialect::plain) {
    auto link = std::make_shared<fake_link>();
    const auto id = connection_id::make(0, count);
    attached.push_back(id);
    anon_send(courier(),
              msg::attach{id, link, s.actors.directories[0].untyped(), speaks});
    return link;
  }
  void let_in(room_id room, std::uint64_t count) {
    anon_send(courier(),
              msg::admit{room, connection_id::make(0, count), lane::plain});
  }
  void broadcast(room_id room, const std::string& text) {
    anon_send(courier(), msg::deliver{room, saying(text)});
    s.settle();
  }

  using lines = std::vector<std::string>;
  static constexpr room_id red{1}, blue{2};
  stage s;
  std::vector<connection_id> attached;
};

TEST_F(Courier, a_link_gets_what_is_said_from_its_admission_on) {
  const auto a = attach_one(1);
  broadcast(red, "before");
  let_in(red, 1);
  broadcast(red, "after");
  EXPECT_EQ(a->heard, lines{"after"});
}

TEST_F(Courier, a_detached_link_gets_nothing_more) {
  const auto a = attach_one(1), b = attach_one(2);
  let_in(red, 1);
  let_in(red, 2);
  anon_send(courier(), msg::detach{connection_id::make(0, 1)});
  broadcast(red, "hello");
  EXPECT_EQ(a->heard, lines{});
  EXPECT_EQ(b->heard, lines{"hello"});
}

TEST_F(Courier, an_expelled_link_stays_in_its_other_rooms) {
  const auto a = attach_one(1);
  let_in(red, 1);
  let_in(blue, 1);
  anon_send(courier(), msg::expel{red, connection_id::make(0, 1)});
  broadcast(red, "red");
  broadcast(blue, "blue");
  EXPECT_EQ(a->heard, lines{"blue"});
}

TEST_F(Courier, an_admission_of_a_link_that_is_gone_is_harmless) {
  attach_one(1);
  anon_send(courier(), msg::detach{connection_id::make(0, 1)});
  let_in(red, 1);
  broadcast(red, "hello");
  const auto b = attach_one(2);
  let_in(red, 2);
  broadcast(red, "again");
  EXPECT_EQ(b->heard, lines{"again"});
}

TEST_F(Courier, leaving_in_any_order_keeps_the_others_seats) {
  std::vector<std::shared_ptr<fake_link>> links;
  for (std::uint64_t i = 0; i < 5; ++i) {
    links.push_back(attach_one(i));
    let_in(red, i);
  }
  for (const std::uint64_t gone : {1u, 4u, 0u})
    anon_send(courier(), msg::detach{connection_id::make(0, gone)});
  broadcast(red, "hello");
  EXPECT_EQ(links[2]->heard, lines{"hello"});
  EXPECT_EQ(links[3]->heard, lines{"hello"});
  for (const auto gone : {0u, 1u, 4u}) EXPECT_EQ(links[gone]->heard, lines{});
}

TEST_F(Courier, members_of_a_dead_room_are_closed_with_1011) {
  const auto a = attach_one(1), b = attach_one(2);
  let_in(red, 1);
  let_in(blue, 2);
  anon_send(courier(), msg::evict{red});
  s.settle();
  EXPECT_EQ(a->closed_with, close_code::internal_error);
  EXPECT_FALSE(b->closed_with);
}

TEST_F(Courier, sdk_members_of_a_dead_room_are_closed_with_3004) {
  const auto a = attach_one(1, dialect::json);
  const auto b = attach_one(2, dialect::protobuf);
  let_in(red, 1);
  let_in(red, 2);
  anon_send(courier(), msg::evict{red});
  s.settle();
  EXPECT_EQ(a->closed_with, close_code::internal_server_error);
  EXPECT_EQ(b->closed_with, close_code::internal_server_error);
}

// More members than a turn reaches: what is said, and who comes and goes
// meanwhile, keeps its order for everybody.
class CrowdedCourier : public Courier {
 protected:
  static constexpr std::uint64_t members = 2 * fanout_slice + 10;

  CrowdedCourier() {
    for (std::uint64_t i = 0; i < members; ++i) {
      links.push_back(attach_one(i));
      let_in(red, i);
    }
    s.settle();
  }

  void say(const std::string& text) {
    anon_send(courier(), msg::deliver{red, saying(text)});
    while (s.step(0)) {
    }
  }

  std::size_t heard_by() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        links, [](const auto& link) { return !link->heard.empty(); }));
  }

  std::vector<std::shared_ptr<fake_link>> links;
};

TEST_F(CrowdedCourier, one_turn_reaches_a_slice_and_the_next_ones_the_rest) {
  say("one");
  EXPECT_EQ(heard_by(), fanout_slice);
  s.end_turn(0);
  EXPECT_EQ(heard_by(), 2 * fanout_slice);
  s.settle();
  EXPECT_EQ(heard_by(), members);
  for (const auto& link : links) EXPECT_EQ(link->heard, lines{"one"});
}

TEST_F(CrowdedCourier, what_is_said_meanwhile_comes_behind_it) {
  say("one");
  say("two");
  const auto late = attach_one(members);
  let_in(red, members);
  anon_send(courier(), msg::expel{red, connection_id::make(0, 5)});
  anon_send(courier(), msg::detach{connection_id::make(0, 6)});
  say("three");
  EXPECT_EQ(late->heard, lines{});
  s.settle();
  EXPECT_EQ(late->heard, lines{"three"});
  EXPECT_EQ(links[5]->heard, (lines{"one", "two"}));
  EXPECT_EQ(links[6]->heard, lines{"one"});
  for (std::size_t i = 7; i < links.size(); ++i)
    ASSERT_EQ(links[i]->heard, (lines{"one", "two", "three"})) << i;
}

TEST_F(CrowdedCourier, who_comes_back_while_all_others_go_is_let_in) {
  say("one");
  for (std::uint64_t i = 0; i < members; ++i)
    anon_send(courier(), msg::detach{connection_id::make(0, i)});
  const auto late = attach_one(members);
  let_in(red, members);
  s.settle();
  broadcast(red, "two");
  EXPECT_EQ(late->heard, lines{"two"});
}

TEST_F(CrowdedCourier, too_much_that_waits_ends_a_walk_in_one_turn) {
  say("one");
  for (std::size_t i = 0; i <= fanout_backlog; ++i) say("more");
  s.end_turn(0);
  EXPECT_EQ(heard_by(), members);
  s.settle();
  for (const auto& link : links)
    ASSERT_EQ(link->heard.size(), fanout_backlog + 2);
}

}  // namespace
}  // namespace parley
