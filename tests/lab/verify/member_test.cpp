// SPDX-License-Identifier: Apache-2.0
// A client as a server sees it, and what it writes down.
#include "lab/verify/member.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace parley::verify {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class Member : public testing::Test {
 protected:
  void advance(std::chrono::milliseconds by) {
    now += by;
    self.turn(now);
  }

  std::vector<std::string> said() {
    std::vector<std::string> all;
    for (auto& each : self.take_unsent()) all.push_back(std::move(each));
    return all;
  }

  void hear(const std::string& frame) { self.heard(frame, now); }

  // Connected and in the room, at its beginning.
  void enter() {
    self.connecting(now);
    self.connected(now);
    hear(R"({"id":1,"connect":{"client":"me","node":"a"}})");
    hear(R"({"id":2,"subscribe":{"recoverable":true,"epoch":"e"}})");
    said();
  }

  std::vector<note_kind> notes() const {
    std::vector<note_kind> kinds;
    for (const auto& each : run.accounts()[0].notes) kinds.push_back(each.what);
    return kinds;
  }

  instant now{1h};
  diary run{{"harbour"}};
  member self{{.number = 0, .rooms = {0}, .every = 100ms, .seed = 1}, run};
};

TEST_F(Member, connects_and_enters_its_rooms) {
  EXPECT_TRUE(self.wants_connection(now));
  self.connecting(now);
  self.connected(now);
  EXPECT_THAT(said(), ElementsAre(HasSubstr(R"("connect")")));
  hear(R"({"id":1,"connect":{"client":"me","node":"a"}})");
  EXPECT_THAT(said(), ElementsAre(testing::AllOf(
                          HasSubstr(R"("channel":"harbour")"),
                          testing::Not(HasSubstr("recover\"")))));
  hear(R"({"id":2,"subscribe":{"recoverable":true,"epoch":"e"}})");
  EXPECT_TRUE(self.is_in_all_rooms());
  EXPECT_EQ(self.client_id(), "me");
  EXPECT_EQ(self.node(), "a");
  EXPECT_THAT(notes(), ElementsAre(note_kind::joined));
}

TEST_F(Member, publishes_and_takes_the_answer) {
  enter();
  advance(1s);
  EXPECT_THAT(said(), ElementsAre(HasSubstr(R"({"verify":0})")));
  EXPECT_EQ(self.unanswered(), 1u);
  hear(R"({"id":3,"publish":{}})");
  EXPECT_EQ(self.unanswered(), 0u);
  EXPECT_TRUE(run.publications()[0].acknowledged);
}

TEST_F(Member, takes_no_error_for_an_answer) {
  enter();
  advance(1s);
  hear(R"({"id":3,"error":{"code":100,"message":"internal server error",)"
       R"("temporary":true}})");
  EXPECT_FALSE(run.publications()[0].acknowledged);
  EXPECT_FALSE(self.is_refused());
}

TEST_F(Member, writes_down_what_it_hears) {
  enter();
  hear(R"({"push":{"channel":"harbour","pub":{"offset":1,)"
       R"("data":{"verify":7}}}})");
  ASSERT_THAT(notes(), ElementsAre(note_kind::joined, note_kind::heard));
  EXPECT_EQ(run.accounts()[0].notes[1].id, 7u);
  EXPECT_EQ(run.accounts()[0].notes[1].at.offset, 1u);
}

TEST_F(Member, comes_back_to_where_it_was) {
  enter();
  hear(R"({"push":{"channel":"harbour","pub":{"offset":1,)"
       R"("data":{"verify":7}}}})");
  self.disconnected(0, now);
  EXPECT_FALSE(self.wants_connection(now));
  now += 2s;
  EXPECT_TRUE(self.wants_connection(now));
  self.connecting(now);
  self.connected(now);
  hear(R"({"id":1,"connect":{"client":"me2","node":"b"}})");
  EXPECT_THAT(said(),
              testing::Contains(testing::AllOf(HasSubstr(R"("recover":true)"),
                                               HasSubstr(R"("offset":1)"))));
  hear(R"({"id":2,"subscribe":{"recoverable":true,"epoch":"e","offset":2,)"
       R"("recovered":true,"was_recovering":true,)"
       R"("publications":[{"offset":2,"data":{"verify":8}}]}})");
  EXPECT_THAT(notes(),
              ElementsAre(note_kind::joined, note_kind::heard, note_kind::away,
                          note_kind::back, note_kind::heard));
  EXPECT_EQ(run.disconnects().size(), 1u);
  EXPECT_EQ(run.disconnects()[0].node, "a");
}

TEST_F(Member, writes_down_a_loss) {
  enter();
  hear(R"({"push":{"channel":"harbour","unsubscribe":{"code":2500,)"
       R"("reason":"insufficient state"}}})");
  advance(1ms);
  EXPECT_THAT(said(), testing::Contains(HasSubstr(R"("recover":true)")));
  hear(R"({"id":3,"subscribe":{"recoverable":true,"epoch":"f","offset":9,)"
       R"("was_recovering":true}})");
  ASSERT_THAT(notes(),
              ElementsAre(note_kind::joined, note_kind::away, note_kind::lost));
  EXPECT_EQ(run.accounts()[0].notes[2].at.offset, 9u);
  EXPECT_EQ(run.accounts()[0].notes[2].at.epoch, 1u);
}

TEST_F(Member, answers_pings) {
  enter();
  hear("{}");
  EXPECT_THAT(said(), ElementsAre("{}"));
}

TEST_F(Member, asks_again_for_a_room_when_it_may) {
  self.connecting(now);
  self.connected(now);
  hear(R"({"id":1,"connect":{"client":"me"}})");
  said();
  hear(R"({"id":2,"error":{"code":100,"message":"x","temporary":true}})");
  advance(2s);
  EXPECT_THAT(said(), ElementsAre(HasSubstr(R"("subscribe")")));
}

TEST_F(Member, asks_again_for_a_room_without_an_answer) {
  self.connecting(now);
  self.connected(now);
  hear(R"({"id":1,"connect":{"client":"me"}})");
  said();
  advance(6s);
  EXPECT_THAT(said(), ElementsAre(HasSubstr(R"("subscribe")")));
}

TEST_F(Member, gives_a_silent_server_up) {
  self.connecting(now);
  EXPECT_FALSE(self.wants_to_drop(now + 4s));
  EXPECT_TRUE(self.wants_to_drop(now + 6s));
  self.connected(now + 4s);
  EXPECT_FALSE(self.wants_to_drop(now + 6s));
  EXPECT_TRUE(self.wants_to_drop(now + 10s));
}

TEST_F(Member, says_when_it_is_refused) {
  self.connecting(now);
  self.connected(now);
  hear(R"({"id":1,"error":{"code":101,"message":"unauthorized"}})");
  EXPECT_TRUE(self.is_refused());
  EXPECT_THAT(run.troubles(), ElementsAre(HasSubstr("unauthorized")));
  EXPECT_FALSE(self.wants_connection(now + 1h));
}

TEST_F(Member, does_not_come_back_from_a_terminal_close) {
  enter();
  self.disconnected(3'501, now);
  EXPECT_FALSE(self.wants_connection(now + 1h));
  EXPECT_THAT(run.troubles(), ElementsAre(HasSubstr("closed with 3501")));
}

TEST_F(Member, comes_back_from_a_shutdown) {
  enter();
  self.disconnected(3'001, now);
  EXPECT_TRUE(self.wants_connection(now + 2s));
  EXPECT_THAT(run.troubles(), testing::IsEmpty());
}

TEST_F(Member, refuses_a_room_without_history) {
  self.connecting(now);
  self.connected(now);
  hear(R"({"id":1,"connect":{"client":"me"}})");
  hear(R"({"id":2,"subscribe":{}})");
  EXPECT_THAT(run.troubles(), ElementsAre(HasSubstr("no history")));
}

TEST_F(Member, says_who_is_there) {
  enter();
  self.ask_presence(0, now);
  EXPECT_FALSE(self.present());
  EXPECT_THAT(said(), ElementsAre(HasSubstr(R"("presence")")));
  hear(R"({"id":3,"presence":{"presence":{"me":{"client":"me"},)"
       R"("you":{"client":"you"}}}})");
  EXPECT_THAT(self.present(), testing::Optional(ElementsAre("me", "you")));
}

TEST_F(Member, keeps_a_window_of_what_is_not_answered) {
  enter();
  for (int i = 0; i < 100; ++i) advance(110ms);
  EXPECT_EQ(self.unanswered(), 16u);
  advance(16s);
  EXPECT_EQ(self.unanswered(), 1u);
}

}  // namespace
}  // namespace parley::verify
