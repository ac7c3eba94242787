// SPDX-License-Identifier: Apache-2.0
// One node's part, step by step; the simulation shows that the parts fit.
#include "cluster/membership.hpp"

#include "cluster/placement.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley::cluster {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t process = 42;
constexpr lease_times times{};

class Membership : public ::testing::Test {
 protected:
  template <class Write>
  std::vector<Write> writes() {
    std::vector<Write> out;
    for (const auto& each : subject.act(now))
      if (const auto* write = std::get_if<Write>(&each)) out.push_back(*write);
    return out;
  }
  /// What it wants written of somebody's lease.
  std::vector<write_lease> writes_of(const node_name& node) {
    auto all = writes<write_lease>();
    std::erase_if(all, [&](const auto& each) { return each.node != node; });
    return all;
  }
  void pass(milliseconds more) { now += more; }
  /// A lease of our own, and a view of the two of us that both go by.
  void be_in() {
    subject.act(now);
    subject.on_renewed(now, 1);
    subject.on_lease("b", {0, false, 7}, 2, now);
    subject.on_view({1, {"a", "b"}}, 3);
    subject.act(now);
    subject.on_renewed(now, 4);
    subject.on_lease("b", {1, false, 7}, 5, now);
  }
  std::string own_room() const {
    for (int i = 0;; ++i)
      if (*owner_of(std::to_string(i), {1, {"a", "b"}}) == "a")
        return std::to_string(i);
  }

  membership subject{"a", process, times};
  membership::time_point now{std::chrono::hours(1)};
};

TEST_F(Membership, the_first_writes_a_lease_and_then_a_view_of_itself) {
  const auto first = writes<write_lease>();
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].node, "a");
  EXPECT_EQ(first[0].expected, 0u) << "only where none is";
  EXPECT_EQ(first[0].value, (lease{0, false, process}));
  EXPECT_TRUE(writes<write_view>().empty()) << "not yet ours";
  subject.on_renewed(now, 1);
  const auto views = writes<write_view>();
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(views[0].value, (view{1, {"a"}}));
  EXPECT_EQ(views[0].expected, 0u);
}

TEST_F(Membership, acts_for_its_rooms_while_its_lease_lasts) {
  be_in();
  EXPECT_TRUE(subject.owns(own_room(), now));
  pass(times.length - times.margin - milliseconds(1));
  EXPECT_TRUE(subject.owns(own_room(), now));
  pass(milliseconds(1));
  EXPECT_FALSE(subject.owns(own_room(), now)) << "before others can put it out";
  EXPECT_TRUE(subject.is_fenced(now));
}

TEST_F(Membership, renews_in_the_place_of_what_it_wrote_last) {
  be_in();
  EXPECT_TRUE(writes<write_lease>().empty());
  pass(times.renewal);
  const auto next = writes<write_lease>();
  ASSERT_EQ(next.size(), 1u);
  EXPECT_EQ(next[0].expected, 4u);
  EXPECT_TRUE(writes<write_lease>().empty()) << "one at a time";
  subject.on_write_failed();
  pass(times.renewal);
  EXPECT_EQ(writes<write_lease>().size(), 1u);
}

TEST_F(Membership, says_at_once_that_it_goes_by_a_new_view) {
  be_in();
  subject.on_view({2, {"a", "b", "c"}}, 9);
  const auto said = writes<write_lease>();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0].value.goes_by, 2u);
}

TEST_F(Membership, puts_out_who_has_not_renewed_and_then_leaves_it_out) {
  be_in();
  pass(times.length / 2);
  subject.on_renewed(now, 6);
  EXPECT_TRUE(writes_of("b").empty());
  pass(times.length / 2 + milliseconds(1));
  subject.on_renewed(now, 7);
  const auto out = writes_of("b");
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].value, (lease{1, true, 7}));
  EXPECT_EQ(out[0].expected, 5u) << "not if it has renewed meanwhile";
  EXPECT_TRUE(writes<write_view>().empty()) << "not before it is put out";
  subject.on_lease("b", {1, true, 7}, 8, now);
  const auto views = writes<write_view>();
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(views[0].value, (view{2, {"a"}}));
}

// It might have gone by the view in between, which is still to be read there.
TEST_F(Membership, a_word_older_than_the_view_puts_nobody_out) {
  be_in();
  subject.on_view({2, {"a", "b"}}, 9);
  subject.on_renewed(now, 10);
  subject.on_lease("b", {1, true, 7}, 11, now);
  const auto again = writes_of("b");
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].value, (lease{2, true, 7}));
  EXPECT_EQ(again[0].expected, 11u);
  EXPECT_TRUE(writes<write_view>().empty());
}

TEST_F(Membership, who_was_put_out_comes_back_by_a_later_view) {
  be_in();
  subject.on_lease("a", {1, true, process}, 8, now);
  EXPECT_FALSE(subject.owns(own_room(), now));
  pass(times.renewal);
  const auto back = writes_of("a");
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].expected, 8u);
  subject.on_renewed(now, 9);
  EXPECT_FALSE(subject.owns(own_room(), now)) << "view 1 is none of ours now";
  const auto views = writes<write_view>();
  ASSERT_EQ(views.size(), 1u) << "so there has to be another";
  EXPECT_EQ(views[0].value, (view{2, {"a", "b"}}));
  subject.on_view({2, {"a", "b"}}, 10);
  subject.on_lease("b", {2, false, 7}, 11, now);
  EXPECT_TRUE(subject.owns(own_room(), now));
}

// It may have come back by the view that its end was written in, and the one
// after: only from then on it is known to be bound.
TEST_F(Membership, the_end_of_a_node_is_its_word_for_one_view_more) {
  subject.act(now);
  subject.on_renewed(now, 1);
  subject.on_view({5, {"a", "b"}}, 2);
  subject.act(now);
  subject.on_renewed(now, 3);
  subject.on_lease("b", {3, true, 7}, 4, now);
  EXPECT_FALSE(subject.owns(own_room(), now)) << "4 is a view it may act by";
  subject.on_lease("b", {4, true, 7}, 5, now);
  EXPECT_TRUE(subject.owns(own_room(), now));
}

TEST_F(Membership, an_answer_from_before_it_was_put_out_grants_nothing) {
  be_in();
  pass(times.renewal);
  subject.act(now);
  subject.on_lease("a", {1, true, process}, 8, now);
  subject.on_renewed(now, 6);
  EXPECT_TRUE(subject.is_fenced(now));
}

TEST_F(Membership, waits_for_the_end_of_another_process_of_its_name) {
  subject.on_lease("a", {5, false, process + 1}, 3, now);
  EXPECT_TRUE(writes<write_lease>().empty());
  pass(times.length + milliseconds(1));
  const auto out = writes<write_lease>();
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].value, (lease{5, true, process + 1}))
      << "what it said holds for us too";
  subject.on_lease("a", out[0].value, 4, now);
  EXPECT_EQ(writes<write_lease>().at(0).value, (lease{5, false, process}));
}

TEST_F(Membership, lets_go_when_another_process_has_its_name) {
  be_in();
  subject.on_lease("a", {1, false, process + 1}, 8, now);
  EXPECT_FALSE(subject.owns(own_room(), now));
  EXPECT_TRUE(writes<write_lease>().empty());
}

TEST_F(Membership, takes_in_who_has_a_lease_and_is_not_in_the_view) {
  be_in();
  subject.on_lease("c", {0, false, 9}, 8, now);
  const auto views = writes<write_view>();
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(views[0].value, (view{2, {"a", "b", "c"}}));
  EXPECT_EQ(views[0].expected, 3u);
  EXPECT_TRUE(writes<write_view>().empty()) << "asked for already";
}

TEST_F(Membership, who_is_to_end_stays_in_the_view_and_owns_nothing) {
  be_in();
  subject.retire();
  const auto said = writes<write_lease>();
  ASSERT_EQ(said.size(), 1u) << "at once";
  EXPECT_EQ(said[0].value, (lease{1, false, process, true}));
  subject.on_renewed(now, 20);
  const auto views = writes<write_view>();
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(views[0].value, (view{2, {"a", "b"}, {"a"}}));
  subject.on_view(views[0].value, 21);
  EXPECT_FALSE(subject.owns(own_room(), now));
  EXPECT_FALSE(subject.is_fenced(now));
  EXPECT_TRUE(writes<write_view>().empty()) << "it is agreed on";
}

TEST_F(Membership, who_else_is_to_end_is_marked_by_whoever_sees_it) {
  be_in();
  subject.on_lease("b", {1, false, 7, true}, 8, now);
  const auto views = writes<write_view>();
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(views[0].value, (view{2, {"a", "b"}, {"b"}}));
}

// Nobody could renew its lease: that says nothing of who is there.
TEST_F(Membership, nobody_is_put_out_for_what_the_store_did) {
  be_in();
  now += std::chrono::seconds(6);
  subject.on_store_back(now);
  subject.on_renewed(now, 20);
  EXPECT_TRUE(writes_of("b").empty());
  pass(milliseconds(1'100));
  subject.on_renewed(now, 21);
  EXPECT_FALSE(writes_of("b").empty()) << "then it is gone";
}

// A watch told of our lease as 6, and by its leader it is 4.
TEST_F(Membership, a_refused_renewal_takes_the_revision_of_the_leader) {
  be_in();
  const lease own{1, false, process};
  subject.on_lease("a", own, 6, now);
  pass(times.renewal);
  ASSERT_EQ(writes_of("a").at(0).expected, 6u);
  subject.on_lease_revision("a", own, 4, now);
  subject.on_write_failed();
  const auto again = writes_of("a");
  ASSERT_EQ(again.size(), 1u) << "at once, not when the next one is due";
  EXPECT_EQ(again[0].expected, 4u);
  subject.on_renewed(now, 8);
  EXPECT_FALSE(subject.is_fenced(now));
}

TEST_F(Membership, only_a_revision_is_taken_from_the_leader) {
  be_in();
  subject.on_lease_revision("b", {9, true, 7}, 4, now);
  subject.on_lease_revision("c", {1, false, 9}, 4, now);
  subject.on_view_revision({0, {"c"}}, 2);
  EXPECT_TRUE(subject.owns(own_room(), now)) << "b has not been put out";
  EXPECT_EQ(subject.latest().number, 1u);
  pass(milliseconds(1'500));
  subject.on_renewed(now, 20);
  EXPECT_EQ(writes_of("b").at(0).expected, 5u);
}

// Else a node whose watch is silent would put out all who renew their leases.
TEST_F(Membership, who_renewed_without_our_hearing_of_it_is_not_put_out) {
  be_in();
  pass(milliseconds(1'500));
  subject.on_renewed(now, 20);
  ASSERT_EQ(writes_of("b").at(0).expected, 5u);
  subject.on_lease_revision("b", {1, false, 7}, 19, now);
  EXPECT_TRUE(writes_of("b").empty());
  pass(milliseconds(1'500));
  subject.on_renewed(now, 21);
  EXPECT_EQ(writes_of("b").at(0).expected, 19u) << "not for ever";
}

// What is refused would be asked for in every turn, instead of our own lease.
TEST_F(Membership, asks_now_and_then_only_to_put_somebody_out) {
  be_in();
  pass(milliseconds(1'500));
  subject.on_renewed(now, 20);
  EXPECT_EQ(writes_of("b").size(), 1u);
  EXPECT_TRUE(writes_of("b").empty());
  pass(times.renewal);
  EXPECT_EQ(writes_of("b").size(), 1u);
}

TEST_F(Membership, what_is_old_news_changes_nothing) {
  be_in();
  subject.on_view({9, {"c"}}, 2);
  EXPECT_EQ(subject.latest().number, 1u);
  subject.on_lease("a", {9, true, process}, 3, now);
  EXPECT_TRUE(subject.owns(own_room(), now));
}

}  // namespace
}  // namespace parley::cluster
