// SPDX-License-Identifier: Apache-2.0
// A server that breaks a promise is found out, one promise a test.
#include "lab/verify/checker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace parley::verify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

instant at(int second) {
  return instant(std::chrono::seconds(second));
}

// Two clients in one room; everything is published by the first.
class Checker : public testing::Test {
 protected:
  Checker() {
    for (const auto account : {alice, bob})
      run.write(account, {note_kind::joined, {0, 0}, {}, at(0)});
  }

  publication_id publish(bool acknowledged = true) {
    const auto id = run.published({0, 1, 0, at(++clock)});
    if (acknowledged) run.acknowledged(id, at(clock));
    return id;
  }

  void hear(std::size_t account, publication_id id, std::uint64_t offset,
            std::size_t epoch = 0) {
    run.write(account, {note_kind::heard, {epoch, offset}, id, at(clock)});
  }

  void note(std::size_t account, note_kind what, place where) {
    run.write(account, {what, where, {}, at(clock)});
  }

  std::vector<std::string> findings() { return check(run).findings; }

  diary run{{"harbour", "quay"}};
  std::size_t alice = run.open_account(0, 0);
  std::size_t bob = run.open_account(1, 0);
  int clock = 0;
};

TEST_F(Checker, has_nothing_to_say_when_all_see_all) {
  for (std::uint64_t offset = 1; offset <= 3; ++offset) {
    const auto id = publish();
    hear(alice, id, offset);
    hear(bob, id, offset);
  }
  const auto found = check(run);
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_EQ(found.acknowledged, 3u);
  EXPECT_EQ(found.deliveries, 6u);
}

TEST_F(Checker, finds_what_was_acknowledged_and_came_to_one_only) {
  const auto id = publish();
  hear(alice, id, 1);
  EXPECT_THAT(findings(),
              ElementsAre(HasSubstr("client 1 in harbour: publication 0 was "
                                    "acknowledged and never came")));
}

TEST_F(Checker, finds_what_was_acknowledged_and_came_to_nobody) {
  publish();
  EXPECT_EQ(findings().size(), 2u);
}

TEST_F(Checker, does_not_ask_for_what_was_not_acknowledged) {
  publish(false);
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Checker, finds_what_came_twice) {
  const auto id = publish();
  for (const auto account : {alice, bob}) hear(account, id, 1);
  hear(bob, id, 2);
  EXPECT_THAT(findings(),
              testing::Contains(HasSubstr("publication 0 came twice")));
}

TEST_F(Checker, finds_two_orders) {
  const auto one = publish();
  const auto other = publish();
  hear(alice, one, 1);
  hear(alice, other, 2);
  hear(bob, other, 1);
  hear(bob, one, 2);
  EXPECT_THAT(findings(),
              testing::Contains(HasSubstr("where another saw publication 0")));
}

TEST_F(Checker, finds_the_order_of_a_connection_turned_round) {
  const auto one = publish();
  const auto other = publish();
  for (const auto account : {alice, bob}) {
    hear(account, other, 1);
    hear(account, one, 2);
  }
  EXPECT_THAT(findings(), testing::Each(HasSubstr("came after a later one")));
  EXPECT_EQ(findings().size(), 2u);
}

TEST_F(Checker, lets_an_unanswered_one_of_an_earlier_connection_come_late) {
  const auto old = publish(false);
  const auto anew = run.published({0, 2, 0, at(++clock)});
  for (const auto account : {alice, bob}) {
    hear(account, anew, 1);
    hear(account, old, 2);
  }
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Checker, finds_a_hole) {
  publish(false);
  const auto id = publish();
  hear(alice, id, 2);
  hear(bob, id, 2);
  EXPECT_THAT(findings(),
              testing::Each(HasSubstr("offset 2 of epoch 0 follows offset 0")));
}

TEST_F(Checker, finds_what_nobody_published) {
  hear(alice, 17, 1);
  run.write(bob, {note_kind::heard, {0, 1}, {}, at(1)});
  EXPECT_THAT(findings(), testing::Each(HasSubstr("an unknown publication")));
  EXPECT_EQ(findings().size(), 2u);
}

TEST_F(Checker, finds_what_came_into_another_room) {
  const auto id = run.published({0, 1, 1, at(1)});
  hear(alice, id, 1);
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("an unknown publication")));
}

TEST_F(Checker, takes_a_loss_that_was_announced) {
  const auto lost = publish();
  const auto found = publish();
  for (const auto id : {lost, found}) hear(alice, id, id + 1);
  note(bob, note_kind::away, {});
  note(bob, note_kind::lost, {0, 1});
  hear(bob, found, 2);
  const auto result = check(run);
  EXPECT_THAT(result.findings, IsEmpty());
  EXPECT_EQ(result.losses_announced, 1u);
  EXPECT_EQ(result.acknowledged_in_losses, 1u);
}

TEST_F(Checker, takes_no_loss_beyond_what_was_announced) {
  const auto one = publish();
  const auto other = publish();
  for (const auto id : {one, other}) hear(alice, id, id + 1);
  note(bob, note_kind::away, {});
  note(bob, note_kind::lost, {0, 1});
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("publication 1 was "
                                                "acknowledged and never")));
}

TEST_F(Checker, takes_what_was_before_a_new_epoch_for_lost) {
  const auto old = publish();
  hear(alice, old, 1);
  note(bob, note_kind::away, {});
  note(bob, note_kind::lost, {1, 0});
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Checker, finds_an_epoch_that_changes_without_a_word) {
  for (const auto account : {alice, bob}) {
    note(account, note_kind::away, {});
    note(account, note_kind::back, {1, 0});
  }
  EXPECT_THAT(findings(), testing::Each(HasSubstr("but the epoch changed")));
}

TEST_F(Checker, finds_a_hole_after_a_recovery) {
  const auto missed = publish();
  const auto after = publish();
  for (const auto id : {missed, after}) hear(alice, id, id + 1);
  note(bob, note_kind::away, {});
  note(bob, note_kind::back, {0, 0});
  hear(bob, after, 2);
  EXPECT_THAT(findings(), testing::Contains(HasSubstr("follows offset 0")));
  EXPECT_THAT(findings(), testing::Contains(HasSubstr("publication 0 was")));
}

TEST_F(Checker, finds_who_does_not_come_back) {
  note(bob, note_kind::away, {});
  EXPECT_THAT(findings(), ElementsAre(HasSubstr("is not in the room")));
}

TEST_F(Checker, asks_for_nothing_from_before_a_client_came) {
  const auto early = publish();
  hear(alice, early, 1);
  hear(bob, early, 1);
  ++clock;
  const auto carol = run.open_account(2, 0);
  note(carol, note_kind::joined, {0, 1});
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Checker, passes_on_what_clients_complain_of) {
  run.trouble("client 0 was closed with 3501");
  EXPECT_THAT(findings(), ElementsAre("client 0 was closed with 3501"));
}

}  // namespace
}  // namespace parley::verify
