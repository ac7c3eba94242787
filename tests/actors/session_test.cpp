// SPDX-License-Identifier: Apache-2.0
#include "actors/session.hpp"

#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using lines = std::vector<std::string>;
using namespace std::chrono_literals;

link_request to(std::string room, std::string name, bool presence = false) {
  link_request request;
  request.room = std::move(room);
  request.name = std::move(name);
  request.presence = presence;
  return request;
}

TEST(Session, what_a_member_says_reaches_everyone_and_itself) {
  stage s;
  const auto alice = s.connect(0, to("lobby", "alice"));
  const auto bob = s.connect(1, to("lobby", "bob"));
  s.settle();
  alice->says("hello");
  s.settle();
  bob->says("hi");
  s.settle();
  const lines expected{"[alice] hello", "[bob] hi"};
  EXPECT_EQ(alice->heard, expected);
  EXPECT_EQ(bob->heard, expected);
  alice->vanishes();
  bob->vanishes();
}

TEST(Session, the_next_message_is_asked_for_only_when_this_one_is_handled) {
  stage s;
  const auto alice = s.connect(0, to("lobby", "alice"));
  EXPECT_EQ(alice->reads_wanted, 0);
  s.settle();
  EXPECT_EQ(alice->reads_wanted, 1);
  alice->says("hello");
  EXPECT_EQ(alice->reads_wanted, 1) << "it is handled at once";
  s.settle();
  EXPECT_EQ(alice->reads_wanted, 1);
  alice->vanishes();
}

TEST(Session, a_client_that_may_only_receive_is_closed_when_it_publishes) {
  stage s;
  auto request = to("lobby", "eve");
  request.listens_only = true;
  const auto eve = s.connect(0, request);
  const auto bob = s.connect(0, to("lobby", "bob"));
  s.settle();
  bob->says("hello");
  s.settle();
  EXPECT_EQ(eve->heard, lines{"[bob] hello"});
  eve->says("hi");
  s.settle();
  EXPECT_EQ(eve->closed_with, close_code::permission_denied);
  EXPECT_EQ(bob->heard, lines{"[bob] hello"});
  bob->vanishes();
}

TEST(Session, a_binary_message_is_refused_with_1003) {
  stage s;
  const auto alice = s.connect(0, to("lobby", "alice"));
  const auto bob = s.connect(0, to("lobby", "bob"));
  s.settle();
  alice->says("\x01", message_kind::binary);
  s.settle();
  EXPECT_EQ(alice->closed_with, close_code::unsupported_data);
  EXPECT_EQ(bob->heard, lines{});
  bob->vanishes();
}

TEST(Session, too_many_bytes_close_it_with_1008) {
  stage s;
  s.bounds.byte_rate = 1'000;
  s.bounds.byte_burst = 10'000;
  const auto alice = s.connect(0, to("lobby", "alice"));
  s.settle();
  const std::string message(4'000, 'x');
  for (int i = 0; i < 2; ++i) {
    alice->says(message);
    s.settle();
  }
  EXPECT_FALSE(alice->closed_with);
  alice->says(message);
  s.settle();
  EXPECT_EQ(alice->closed_with, close_code::policy_violation);
}

TEST(Session, too_many_messages_close_it_with_1008) {
  stage s;
  s.bounds.message_rate = 10;
  s.bounds.message_burst = 3;
  const auto alice = s.connect(0, to("lobby", "alice"));
  s.settle();
  for (int i = 0; i < 3; ++i) {
    alice->says("hello");
    s.settle();
  }
  s.advance(100ms);
  alice->says("one more after a tenth of a second");
  s.settle();
  EXPECT_FALSE(alice->closed_with);
  alice->says("one too many");
  s.settle();
  EXPECT_EQ(alice->closed_with, close_code::policy_violation);
  EXPECT_EQ(alice->heard.size(), 4u);
}

TEST(Session, one_that_vanishes_is_taken_out_of_the_room) {
  stage s;
  const auto alice = s.connect(0, to("lobby", "alice", true));
  const auto bob = s.connect(1, to("lobby", "bob"));
  s.settle();
  bob->vanishes();
  s.settle();
  EXPECT_EQ(alice->heard,
            (lines{"* alice joined", "* bob joined", "* bob left"}));
  alice->vanishes();
  s.settle();
  EXPECT_EQ(s.running(), stage::standing);
}

TEST(Session, one_that_vanishes_before_it_is_let_in_leaves_nothing_behind) {
  stage s;
  const auto alice = s.connect(0, to("lobby", "alice"));
  alice->vanishes();
  s.settle();
  EXPECT_EQ(s.running(), stage::standing);
}

}  // namespace
}  // namespace parley
