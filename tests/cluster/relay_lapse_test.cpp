// SPDX-License-Identifier: Apache-2.0
// What relays hear while nodes are put out, leases are over, and attachments
// are answered late or not at all.
#include "protocol/limits.hpp"
#include "tests/cluster/relay_stage.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace parley::cluster {
namespace {

// What its relays are answered before it may act again is passed over.
TEST_F(Relay, a_node_that_was_put_out_and_is_back_has_all_at_once) {
  const auto& back = others[0];
  nodes.put_out(back);
  nodes.settle();
  members[owner]->says("1");
  nodes.settle();
  EXPECT_EQ(said_to(*members[back]), lines());
  nodes.tell_view(back, 2, {"a", "b", "c"});
  nodes.settle();
  expect_all_heard({"[m" + owner + "] 1"});
}

// Until then its node would be a poor heir.
TEST_F(Relay, an_answer_to_an_attachment_is_missed_with_the_next_word) {
  std::vector<std::uint64_t> lost;  // a word, and the first of what it tells
  nodes.loses = [&](const auto& one) {  // the relay when it attaches again
    if (!is_word(one) || one.to != others[0]) return false;
    const auto number = one.packet->from_owner().sequence();
    if (lost.size() >= 2 || (lost.size() == 1 && number != 1)) return false;
    lost.push_back(number);
    return true;
  };
  for (const auto* word : {"1", "2", "3"}) {
    members[owner]->says(word);
    nodes.settle();
  }
  ASSERT_EQ(lost.size(), 2u);
  EXPECT_EQ(lost[1], 1u);
  const auto by = "[m" + owner + "] ";
  expect_all_heard({by + "1", by + "2", by + "3"});
}

// As all are when NATS is gone for a while, each at another moment.
TEST_F(Relay, what_came_while_a_lease_was_over_is_shown_if_it_goes_on) {
  for (const auto& name : others) nodes.fence(name);
  members[owner]->says("1");
  nodes.settle();
  for (const auto& name : others) EXPECT_EQ(said_to(*members[name]), lines());
  for (const auto& name : others) nodes.unfence(name);
  nodes.kill(owner);
  members.erase(owner);
  nodes.agree_on(others);
  expect_all_heard({"[m" + owner + "] 1"});
}

TEST_F(Relay,
       what_came_while_a_lease_was_over_is_not_shown_by_who_was_put_out) {
  const auto& out = others[0];
  nodes.fence(out);
  members[owner]->says("1");
  nodes.settle();
  nodes.loses = [&](const auto& one) { return one.to == out; };
  nodes.put_out(out);
  nodes.unfence(out);
  nodes.advance(relay_resend_interval);
  EXPECT_EQ(said_to(*members[out]), lines());
}

// Who asks to be attached anew hears what the owner says before it knows: it
// may die before it does.
TEST_F(Relay, what_comes_by_the_attachment_before_is_shown) {
  nodes.loses = [&](const auto& one) {
    return one.from == others[0] && one.to == owner;
  };
  members[others[0]]->says("not heard");
  nodes.settle();
  nodes.advance(relay_resend_interval * 2);  // asked again, with an attachment
  members[owner]->says("1");
  nodes.settle();
  EXPECT_EQ(said_to(*members[others[0]]), lines{"[m" + owner + "] 1"});
}

}  // namespace
}  // namespace parley::cluster
