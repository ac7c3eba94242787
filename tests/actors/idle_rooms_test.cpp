// SPDX-License-Identifier: Apache-2.0
// Rooms in which nobody is: where they go on, and how many there may be.
#include "tests/actors/idle_stage.hpp"

namespace parley {
namespace {

using namespace std::chrono_literals;

// -- positions ----------------------------------------------------------------

// Its client has got an epoch with its subscription, and comes back with it.
TEST_F(IdleRooms, who_was_alone_recovers_the_first_publication) {
  auto& alone = client();
  alone.says(R"({"id":2,"subscribe":{"channel":"a","recoverable":true}})");
  const auto epoch = top("a").epoch;
  alone.link->vanishes();
  s.settle();
  EXPECT_EQ(s.running(), standing) << "a room lives without anything to keep";
  say("a");
  auto& back = client();
  back.says(R"({"id":2,"subscribe":{"channel":"a","recoverable":true,)"
            R"("recover":true,"offset":0,"epoch":")" +
            epoch + R"("}})");
  const auto heard = back.hears();
  ASSERT_FALSE(heard.empty());
  EXPECT_NE(heard.front().find(R"("recovered":true)"), std::string::npos)
      << heard.front();
  EXPECT_NE(heard.front().find(R"("data":1)"), std::string::npos)
      << heard.front();
}

TEST_F(IdleRooms, a_room_ends_with_its_publications_and_goes_on_later) {
  say("a");
  say("a");
  const auto last = top("a");
  EXPECT_EQ(last.offset, 2u);
  EXPECT_EQ(s.running(), standing + 1);
  s.advance(s.channels.without_namespace.history_ttl);
  EXPECT_EQ(s.running(), standing);
  EXPECT_EQ(top("a"), last);
  say("a");
  EXPECT_EQ(top("a"), (stream_position{3, last.epoch}));
}

TEST_F(IdleRooms, a_version_outlives_the_room) {
  const auto version = [this](std::uint64_t number) {
    op::publish order{
        .wish = {.said = {.data = "1"}, .version = {number, "v"}}};
    return std::get<published>(ask("a", std::move(order))).position.offset;
  };
  EXPECT_EQ(version(5), 1u);
  s.advance(s.channels.without_namespace.history_ttl);
  EXPECT_EQ(s.running(), standing);
  EXPECT_EQ(version(5), 1u) << "an old version was published again";
  EXPECT_EQ(version(6), 2u);
}

TEST_F(IdleRooms, a_position_is_forgotten_when_nobody_uses_it) {
  const auto first = top("a");
  s.advance(s.channels.history_meta_ttl - 1h);
  EXPECT_EQ(top("a"), first);
  s.advance(s.channels.history_meta_ttl);
  EXPECT_NE(top("a").epoch, first.epoch);
}

TEST_F(IdleRooms, an_idempotency_key_keeps_the_room_until_it_is_over) {
  s.channels.without_namespace.history_ttl = 1s;
  s.set_rules();
  say("a", nullptr, "once");
  s.advance(2s);
  EXPECT_EQ(s.running(), standing + 1);
  EXPECT_EQ(std::get<published>(say("a", nullptr, "once")).position.offset, 1u);
  s.advance(recent_keys::lifetime);
  EXPECT_EQ(s.running(), standing);
  EXPECT_EQ(top("a").offset, 1u);
}

TEST_F(IdleRooms, a_room_that_died_has_a_new_epoch) {
  const auto first = top("a");
  say("a");
  ask("a", op::join{.id = connection_id::make(0, 99)});
  caf::anon_send_exit(heard_.joined.untyped(), caf::exit_reason::kill);
  heard_.rooms.clear();
  heard_.joined = {};
  s.settle();
  EXPECT_EQ(s.running(), standing);
  EXPECT_NE(top("a").epoch, first.epoch)
      << "offsets of the dead room would be given again";
}

// -- the end of a room --------------------------------------------------------

// A message for each room that ends, whatever rooms there are: one that
// retires sends no second one by dying.
TEST_F(IdleRooms, a_room_that_retires_is_heard_of_once) {
  constexpr std::uint64_t rooms = 50;
  const auto handled = [this] {
    std::uint64_t sum = 0;
    for (const auto& each : s.actors.directories)
      sum += caf::actor_cast<const quiet_actor*>(each.untyped())
                 ->record()
                 .handled();
    return sum;
  };
  const auto before = handled();
  for (std::uint64_t i = 0; i < rooms; ++i) say("plain:" + std::to_string(i));
  EXPECT_EQ(s.running(), standing);
  // A request and an offer to retire.
  EXPECT_EQ(handled() - before, 2 * rooms);
}

// -- limits -------------------------------------------------------------------

class FewRooms : public IdleRooms {
 protected:
  FewRooms() {
    bounds_.room_limit = 2;
    bounds_.new_room_rate = 1;
    bounds_.new_room_burst = 3;
    s.actors.rooms = std::make_shared<room_limits>(bounds_);
  }

  std::uint64_t refused(room_refusal why) {
    std::uint64_t sum = 0;
    for (loop_index i = 0; i < 2; ++i) {
      const auto& all = s.where(i).traffic().rooms_refused;
      const auto at = all.find(name_of(why));
      if (at != all.end()) sum += at->second;
    }
    return sum;
  }

  client_options bounds_;
};

TEST_F(FewRooms, a_node_that_is_full_starts_no_more) {
  EXPECT_FALSE(error_of(say("a")));
  EXPECT_FALSE(error_of(say("b")));
  EXPECT_EQ(error_of(say("c")), reply_error::limit_exceeded);
  EXPECT_FALSE(error_of(say("a"))) << "it runs";
  EXPECT_EQ(refused(room_refusal::node_limit), 1u);
  s.advance(s.channels.without_namespace.history_ttl);
  EXPECT_EQ(s.actors.rooms->running(), 0u);
  EXPECT_FALSE(error_of(say("c")));
}

TEST_F(FewRooms, a_connection_makes_new_rooms_at_its_rate) {
  bounds_.room_limit = 100;
  const auto pays = s.actors.rooms->allowance(
      "ann", "192.0.2.1", s.where(0).system().clock().now());
  EXPECT_FALSE(error_of(say("a", pays)));
  EXPECT_FALSE(error_of(ask("b", op::history{}, pays)));
  EXPECT_FALSE(error_of(say("c", pays)));
  EXPECT_EQ(error_of(say("d", pays)), reply_error::too_many_requests);
  EXPECT_EQ(error_of(ask("d", op::history{}, pays)),
            reply_error::too_many_requests);
  EXPECT_FALSE(error_of(ask("d", op::presence{}, pays)));
  EXPECT_FALSE(error_of(say("a", pays))) << "it runs";
  EXPECT_FALSE(error_of(say("b", pays))) << "it is remembered";
  EXPECT_FALSE(error_of(say("d"))) << "the server API does not pay";
  EXPECT_EQ(refused(room_refusal::connection_rate), 2u);
}

TEST_F(FewRooms, a_client_is_told_that_it_makes_too_many) {
  bounds_.room_limit = 100;
  auto& c = client();
  for (int i = 0; i < 4; ++i)
    c.says(R"({"id":2,"publish":{"channel":"r)" + std::to_string(i) +
           R"(","data":1}})");
  const auto heard = c.hears();
  ASSERT_EQ(heard.size(), 4u);
  EXPECT_EQ(heard[2], R"({"id":2,"publish":{}})");
  EXPECT_NE(heard[3].find(R"("code":111)"), std::string::npos) << heard[3];
}

TEST_F(FewRooms, a_plain_client_is_closed_whose_room_cannot_start) {
  say("a");
  say("b");
  link_request request;
  request.room = "c";
  const auto link = s.connect(0, request);
  s.settle();
  EXPECT_EQ(link->closed_with, close_code::policy_violation);
}

}  // namespace
}  // namespace parley
