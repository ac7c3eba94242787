// SPDX-License-Identifier: Apache-2.0
#include "tests/actors/inspection_stage.hpp"

#include <gtest/gtest.h>

#include <rapidjson/document.h>
#include <set>
#include <string>
#include <vector>

namespace parley {
namespace {

rapidjson::Document parsed(const inspection_answer& answer) {
  rapidjson::Document read;
  read.Parse(answer.body.data(), answer.body.size());
  EXPECT_FALSE(read.HasParseError()) << answer.body;
  return read;
}

const inspection_query rooms{.about = inspected::rooms, .by = sort_key::size};
const inspection_query sessions{.about = inspected::sessions,
                                .by = sort_key::size};

TEST_F(InspectionStage, shows_rooms_with_most_members_first) {
  joined(0, "small");
  joined(0, "large"), joined(1, "large"), joined(1, "large");
  const auto seen = parsed(ask(rooms));
  EXPECT_EQ(seen["clients"].GetUint(), 4u);
  EXPECT_EQ(seen["num_rooms"].GetUint(), 2u);
  EXPECT_EQ(seen["subscriptions"].GetUint(), 4u);
  ASSERT_EQ(seen["rooms"].Size(), 2u);
  EXPECT_STREQ(seen["rooms"][0]["name"].GetString(), "large");
  EXPECT_EQ(seen["rooms"][0]["members"].GetUint(), 3u);
  EXPECT_EQ(seen["rooms"][0]["loop"].GetUint(), s.loop_of("large"));
}

TEST_F(InspectionStage, shows_at_most_as_many_rows_as_asked_for) {
  for (const auto* room : {"a", "b", "c", "d", "e"}) joined(0, room);
  auto query = rooms;
  query.limit = 2;
  EXPECT_EQ(parsed(ask(query))["rooms"].Size(), 2u);
}

TEST_F(InspectionStage, shows_only_what_the_filter_matches) {
  joined(0, "red"), joined(0, "blue");
  auto query = rooms;
  query.filter = "blu";
  const auto seen = parsed(ask(query));
  ASSERT_EQ(seen["rooms"].Size(), 1u);
  EXPECT_STREQ(seen["rooms"][0]["name"].GetString(), "blue");
}

TEST_F(InspectionStage, shows_sessions_with_their_rooms) {
  joined(1, "den", "fox");
  const auto seen = parsed(ask(sessions));
  ASSERT_EQ(seen["sessions"].Size(), 1u);
  EXPECT_STREQ(seen["sessions"][0]["user"].GetString(), "fox");
  EXPECT_STREQ(seen["sessions"][0]["protocol"].GetString(), "plain");
  EXPECT_STREQ(seen["sessions"][0]["rooms"][0].GetString(), "den");
}

// Another number of rows each time, for an answer is kept a while.
std::multiset<std::string> kinds_in(const inspection_answer& answer) {
  std::multiset<std::string> kinds;
  const auto seen = parsed(answer);
  for (const auto& row : seen["actors"].GetArray())
    kinds.insert(row["kind"].GetString());
  return kinds;
}

TEST_F(InspectionStage, all_actors_are_in_the_census_and_leave_it) {
  const auto link = joined(0, "den");
  auto kinds = kinds_in(ask(inspection_query{.limit = 900}));
  EXPECT_EQ(kinds.count("session"), 1u);
  EXPECT_EQ(kinds.count("room"), 1u);
  EXPECT_EQ(kinds.count("courier"), 2u);
  link->vanishes();
  s.settle();
  kinds = kinds_in(ask(inspection_query{.limit = 901}));
  EXPECT_EQ(kinds.count("session"), 0u);
  EXPECT_EQ(kinds.count("room"), 0u);
}

TEST_F(InspectionStage, metrics_count_deliveries_of_rooms_that_are_gone) {
  const auto one = joined(0, "den"), two = joined(1, "den");
  for (int i = 0; i < 3; ++i) one->says("hello"), s.settle();
  one->vanishes(), two->vanishes();
  s.settle();
  const auto text = ask(metrics_call{}).body;
  EXPECT_NE(text.find("parley_room_messages_total 3"), std::string::npos);
  EXPECT_NE(text.find("parley_room_deliveries_total 6"), std::string::npos);
  EXPECT_NE(text.find("parley_node_num_clients 0"), std::string::npos);
  EXPECT_NE(text.find("code=\"1006\"} 2"), std::string::npos) << text;
}

TEST_F(InspectionStage, who_asks_the_same_at_once_gets_the_same_answer) {
  joined(0, "den");
  const auto first = ask(rooms);
  joined(0, "other");
  EXPECT_EQ(ask(rooms).body, first.body)
      << "no second walk within inspection_age";
}

TEST_F(InspectionStage, a_loop_that_stands_still_is_said_to_be_missing) {
  joined(0, "den");
  std::optional<inspection_answer> got;
  inspection_gateway(inspector_).call(rooms, [&](inspection_answer answer) {
    got = std::move(answer);
  });
  while (s.step(0)) {  // the other loop does nothing
  }
  EXPECT_FALSE(got);
  s.where(0).bind_to_this_thread();
  dynamic_cast<caf::scheduler::test_coordinator&>(s.system().scheduler())
      .advance_time(inspection_timeout);
  while (s.step(0)) {
  }
  ASSERT_TRUE(got);
  const auto seen = parsed(*got);
  EXPECT_EQ(seen["loops"].GetUint(), 2u);
  EXPECT_EQ(seen["loops_answered"].GetUint(), 1u);
}

// -- orders -------------------------------------------------------------------

connection_id only_session(const inspection_answer& answer) {
  const auto seen = parsed(answer);
  return *parse_session_name(seen["sessions"][0]["session"].GetString());
}

TEST_F(InspectionStage, a_kick_ends_the_session_it_names) {
  const auto link = joined(1, "den");
  EXPECT_EQ(ask(kick_call{only_session(ask(sessions))}).status, 200u);
  EXPECT_EQ(link->closed_with, close_code::force_disconnect);
}

TEST_F(InspectionStage, a_kick_of_nobody_is_404) {
  EXPECT_EQ(ask(kick_call{connection_id::make(1, 77)}).status, 404u);
  EXPECT_EQ(ask(kick_call{connection_id::make(9, 0)}).status, 404u);
}

TEST_F(InspectionStage, a_closed_room_turns_its_members_out_and_lets_none_in) {
  const auto one = joined(0, "den"), two = joined(1, "den");
  EXPECT_EQ(ask(moderation_call{.room = "den", .closed = true}).status, 200u);
  EXPECT_EQ(one->closed_with, close_code::permission_denied);
  EXPECT_EQ(two->closed_with, close_code::permission_denied);
  EXPECT_EQ(joined(0, "den")->closed_with, close_code::permission_denied);
  ask(moderation_call{.room = "den", .closed = false});
  EXPECT_FALSE(joined(0, "den")->closed_with);
}

TEST_F(InspectionStage, a_room_that_nobody_uses_can_be_closed) {
  ask(moderation_call{.room = "den", .closed = true});
  EXPECT_EQ(joined(1, "den")->closed_with, close_code::permission_denied);
  EXPECT_FALSE(joined(1, "other")->closed_with);
}

TEST_F(InspectionStage, in_a_frozen_room_members_stay_and_nothing_is_said) {
  const auto one = joined(0, "den"), two = joined(1, "den");
  ask(moderation_call{.room = "den", .frozen = true});
  one->says("hello");
  s.settle();
  EXPECT_EQ(one->closed_with, close_code::permission_denied);
  EXPECT_FALSE(two->closed_with);
  EXPECT_TRUE(two->heard.empty());
}

TEST_F(InspectionStage, a_muted_member_is_not_heard_and_others_are) {
  const auto fox = joined(0, "den", "fox"), owl = joined(1, "den", "owl");
  ask(moderation_call{.room = "den", .mute = "fox"});
  fox->says("hello");
  owl->says("good evening");
  s.settle();
  EXPECT_EQ(owl->heard, std::vector<std::string>{"[owl] good evening"});
  ask(moderation_call{.room = "den", .unmute = "fox"});
  const auto again = joined(0, "den", "fox");
  again->says("hello");
  s.settle();
  EXPECT_EQ(owl->heard.back(), "[fox] hello");
}

TEST_F(InspectionStage, an_sdk_member_of_a_closed_room_is_unsubscribed) {
  auto& member = client(1);
  member.says(R"({"id":2,"subscribe":{"channel":"den"}})");
  member.hears();
  ask(moderation_call{.room = "den", .closed = true});
  const auto told = member.hears();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].find(R"("unsubscribe":{"code":2000)"), std::string::npos)
      << told[0];
  member.says(R"({"id":3,"subscribe":{"channel":"den"}})");
  EXPECT_NE(member.hears().back().find(R"("code":103)"), std::string::npos);
}

/// Stands for two other nodes.
class OtherNodes {
 public:
  static constexpr const char* name = "neighbours";

  OtherNodes(pinned& self, const std::vector<std::string>& replies,
             std::vector<moderation_call>& asked)
      : self_(self), replies_(replies), asked_(asked) {}

  caf::behavior make_behavior() {
    return {[this](const msg::ask_neighbours& request) {
      asked_.push_back(std::get<moderation_call>(request.what));
      self_.send(request.who,
                 msg::neighbours_answered{request.tag, replies_, 2});
    }};
  }

 private:
  pinned& self_;
  const std::vector<std::string>& replies_;
  std::vector<moderation_call>& asked_;
};

class InspectionOfThree : public InspectionStage {
 protected:
  InspectionOfThree() {
    s.actors.cluster =
        cluster_peers{spawn_pinned<OtherNodes>(s.where(0), replies, asked)};
  }
  ~InspectionOfThree() override {
    anon_send_exit(s.actors.cluster->neighbours,
                   caf::exit_reason::user_shutdown);
  }

  std::vector<std::string> replies{"", ""};  // done, done
  std::vector<moderation_call> asked;
};

TEST_F(InspectionOfThree, an_order_for_a_room_is_for_all_nodes) {
  const auto one = joined(0, "den");
  const auto answer = ask(moderation_call{.room = "den", .closed = true});
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(one->closed_with, close_code::permission_denied);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].room, "den");
  EXPECT_EQ(asked[0].closed, true);
  EXPECT_FALSE(asked[0].frozen);
}

TEST_F(InspectionOfThree, a_node_that_does_not_answer_is_said) {
  replies = {""};
  const auto one = joined(0, "den");
  const auto answer = ask(moderation_call{.room = "den", .closed = true});
  EXPECT_EQ(answer.status, 504u);
  EXPECT_EQ(answer.body, R"({"error":"2 of 3 nodes answered"})");
  EXPECT_TRUE(one->closed_with) << "it is done where it can be";
}

TEST_F(InspectionOfThree, what_another_node_refuses_is_said) {
  replies = {"", R"({"error":"limit exceeded"})"};
  const auto answer = ask(moderation_call{.room = "den", .mute = "fox"});
  EXPECT_EQ(answer.status, 409u);
  EXPECT_EQ(answer.body, R"({"error":"limit exceeded"})");
}

/// The neighbours of a node where an order was not given.
struct other_desk {
  static constexpr const char* name = "other_desk";
  other_desk(pinned&, std::vector<msg::node_answered>& heard) : heard_(heard) {}
  caf::behavior make_behavior() {
    return {[this](const msg::node_answered& m) { heard_.push_back(m); }};
  }
  std::vector<msg::node_answered>& heard_;
};

TEST_F(InspectionOfThree, an_order_of_another_node_is_carried_out_here_only) {
  std::vector<msg::node_answered> heard;
  auto other = spawn_pinned<other_desk>(s.where(0), heard);
  const auto one = joined(1, "den");
  caf::anon_send(
      inspector_,
      msg::ask_node{moderation_call{.room = "den", .closed = true}, other, 7});
  s.settle();
  EXPECT_EQ(one->closed_with, close_code::permission_denied);
  EXPECT_TRUE(asked.empty());
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_EQ(heard[0].tag, 7u);
  EXPECT_EQ(heard[0].reply, "");
  caf::anon_send_exit(other, caf::exit_reason::user_shutdown);
}

TEST_F(InspectionStage, a_trace_ends_with_its_session) {
  const auto link = joined(1, "den");
  const auto id = only_session(ask(sessions));
  EXPECT_EQ(ask(trace_call{id, true}).status, 200u);
  EXPECT_TRUE(s.where(1).traced().contains(id));
  link->vanishes();
  s.settle();
  EXPECT_TRUE(s.where(1).traced().empty());
  EXPECT_EQ(ask(trace_call{id, true}).status, 404u);
}

}  // namespace
}  // namespace parley
