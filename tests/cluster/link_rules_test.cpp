// SPDX-License-Identifier: Apache-2.0
// Each rule of a link, one by one.
#include "cluster/link/outstanding.hpp"
#include "cluster/link/owner_end.hpp"
#include "cluster/link/relay_end.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace parley::cluster::link {
namespace {

using std::chrono::seconds;

const outstanding<int>::time_point start{};

// -- one stream ---------------------------------------------------------------

TEST(LinkReceiver, takes_each_packet_of_its_attachment_once_and_in_order) {
  struct row {
    stamp at;
    verdict wanted;
  };
  const std::vector<row> rows{
      {{7, 2}, verdict::gap},  {{7, 1}, verdict::take}, {{7, 1}, verdict::drop},
      {{6, 2}, verdict::drop}, {{7, 3}, verdict::gap},  {{7, 2}, verdict::take},
      {{7, 3}, verdict::take}, {{0, 4}, verdict::drop}, {{8, 4}, verdict::drop},
      {{7, 0}, verdict::drop}, {{7, 9}, verdict::gap}};
  receiver in(7);
  for (const auto& [at, wanted] : rows)
    EXPECT_EQ(in.on_packet(at), wanted) << at.attachment << ' ' << at.sequence;
}

TEST(LinkReceiver, a_beat_shows_that_the_last_packet_was_lost) {
  receiver in(7);
  EXPECT_EQ(in.on_packet({7, 1}), verdict::take);
  EXPECT_EQ(in.on_beat({7, 1}), verdict::take);
  EXPECT_EQ(in.on_beat({7, 2}), verdict::gap);
  EXPECT_EQ(in.on_packet({7, 2}), verdict::take) << "a beat takes no number";
  EXPECT_EQ(in.on_beat({7, 1}), verdict::drop) << "a late beat";
  EXPECT_EQ(in.on_beat({6, 9}), verdict::drop);
}

TEST(LinkSender, numbers_from_one_and_beats_once_after_what_it_sent) {
  sender out;
  EXPECT_EQ(out.next(), stamp());
  EXPECT_FALSE(out.beat());
  out.attach(7);
  EXPECT_FALSE(out.beat());
  EXPECT_EQ(out.next(), (stamp{7, 1}));
  EXPECT_EQ(out.next(), (stamp{7, 2}));
  EXPECT_EQ(out.beat(), (stamp{7, 2}));
  EXPECT_FALSE(out.beat());
  out.attach(9);
  EXPECT_EQ(out.next(), (stamp{9, 1}));
}

TEST(LinkOutstanding, a_request_is_answered_once) {
  outstanding<int> open;
  open.add(7, 70, 5, start);
  EXPECT_EQ(open.bytes(), 5u);
  EXPECT_FALSE(open.take(8));
  EXPECT_EQ(*open.find(7), 70);
  EXPECT_EQ(open.take(7), 70);
  EXPECT_FALSE(open.take(7));
  EXPECT_EQ(open.find(7), nullptr);
  EXPECT_TRUE(open.empty());
  EXPECT_EQ(open.bytes(), 0u);
}

TEST(LinkOutstanding, the_oldest_requests_are_given_up) {
  outstanding<int> open;
  open.add(1, 10, 1, start);
  open.add(2, 20, 1, start + seconds(5));
  EXPECT_EQ(open.oldest(), start);
  EXPECT_EQ(open.take_older_than(start + seconds(5)), 10);
  EXPECT_FALSE(open.take_older_than(start + seconds(5)));
  EXPECT_EQ(open.take(2), 20);
}

// -- the relay's end ----------------------------------------------------------

TEST(LinkRelayEnd, requests_without_an_attachment_have_no_number) {
  relay_end<int> end(4);
  EXPECT_EQ(end.send(end.new_tag(), 50, 1, start), stamp());
  EXPECT_EQ(end.receive({}, false), verdict::take) << "nor have answers";
  EXPECT_EQ(end.receive({5, 1}, false), verdict::drop);
}

TEST(LinkRelayEnd, requests_without_an_answer_are_resent_in_order) {
  relay_end<int> end(0);
  end.attach(start);
  const auto first = end.new_tag();
  end.send(first, 1, 1, start);
  for (const int request : {2, 3})
    end.send(end.new_tag(), request, 1, start + seconds(1));
  EXPECT_EQ(end.quiet_since(), start);
  end.open().take(first);
  const auto again = end.attach(start + seconds(9));
  std::vector<std::pair<int, stamp>> sent;
  end.resend(start + seconds(9),
             [&](int request, stamp at) { sent.emplace_back(request, at); });
  EXPECT_EQ(sent, (std::vector<std::pair<int, stamp>>{{2, {again, 1}},
                                                      {3, {again, 2}}}));
  EXPECT_EQ(end.quiet_since(), start + seconds(9));
}

TEST(LinkRelayEnd, is_attached_by_the_first_packet_also_when_that_is_late) {
  relay_end<int> end(0);
  const auto tag = end.attach(start);
  EXPECT_EQ(end.state(), phase::attaching);
  EXPECT_TRUE(end.is_waiting());
  EXPECT_EQ(end.receive({tag, 2}, false), verdict::gap);
  EXPECT_EQ(end.state(), phase::attached);
  EXPECT_FALSE(end.is_waiting());
}

TEST(LinkRelayEnd, the_former_attachment_delivers_until_the_new_one_does) {
  relay_end<int> end(0);
  const auto former = end.attach(start);
  EXPECT_EQ(end.receive({former, 1}, false), verdict::take);
  const auto next = end.attach(start);
  EXPECT_EQ(end.receive({former, 2}, false), verdict::take);
  EXPECT_EQ(end.receive({former, 2}, false), verdict::drop);
  EXPECT_EQ(end.receive({former, 4}, false), verdict::drop)
      << "after a gap there is nothing to ask for twice";
  EXPECT_EQ(end.receive({former, 2}, true), verdict::drop) << "a beat";
  EXPECT_EQ(end.state(), phase::attaching);
  EXPECT_EQ(end.receive({next, 1}, false), verdict::take);
  EXPECT_EQ(end.receive({former, 3}, false), verdict::drop);
}

TEST(LinkRelayEnd, attaching_again_while_attaching_keeps_the_former_one) {
  relay_end<int> end(0);
  const auto former = end.attach(start);
  EXPECT_EQ(end.receive({former, 1}, false), verdict::take);
  const auto unanswered = end.attach(start);
  const auto next = end.attach(start);
  EXPECT_EQ(end.receive({former, 2}, false), verdict::take);
  EXPECT_EQ(end.receive({unanswered, 1}, false), verdict::drop);
  EXPECT_EQ(end.receive({next, 1}, false), verdict::take);
}

TEST(LinkRelayEnd, a_former_attachment_without_its_beginning_delivers_nothing) {
  relay_end<int> end(0);
  const auto former = end.attach(start);
  EXPECT_EQ(end.receive({former, 2}, false), verdict::gap);
  end.attach(start);
  EXPECT_EQ(end.receive({former, 1}, false), verdict::drop)
      << "the answer that would be ignored";
  EXPECT_EQ(end.receive({former, 2}, false), verdict::drop);
}

TEST(LinkRelayEnd, forgets_the_former_attachment_when_told_and_when_detached) {
  relay_end<int> end(0);
  auto former = end.attach(start);
  EXPECT_EQ(end.receive({former, 1}, false), verdict::take);
  former = end.attach(start);
  end.forget_former();
  EXPECT_EQ(end.receive({former - 1, 2}, false), verdict::drop);
  EXPECT_EQ(end.receive({former, 1}, false), verdict::take);
  end.attach(start);
  end.detach();
  EXPECT_EQ(end.next(), stamp());
  end.attach(start);
  EXPECT_EQ(end.receive({former, 2}, false), verdict::drop);
}

// -- the owner's end ----------------------------------------------------------

TEST(LinkOwnerEnd, reports_a_gap_once_for_each_attachment) {
  owner_end end;
  EXPECT_TRUE(end.attach(3));
  EXPECT_EQ(end.receive({3, 1}), verdict::take);
  EXPECT_EQ(end.receive({3, 3}), verdict::gap);
  EXPECT_EQ(end.receive({3, 4}), verdict::drop);
  EXPECT_EQ(end.receive({0, 0}), verdict::take) << "has no order";
  EXPECT_TRUE(end.attach(9));
  EXPECT_EQ(end.receive({3, 2}), verdict::drop) << "of the former attachment";
  EXPECT_EQ(end.receive({9, 2}), verdict::gap);
}

TEST(LinkOwnerEnd, sends_outside_the_stream_until_the_room_has_answered) {
  owner_end end;
  EXPECT_TRUE(end.attach(3));
  EXPECT_FALSE(end.has_begun());
  EXPECT_EQ(end.next(), stamp());
  EXPECT_FALSE(end.beat());
  EXPECT_TRUE(end.begin(3));
  EXPECT_EQ(end.next(), (stamp{3, 1}));
  EXPECT_TRUE(end.attach(9));
  EXPECT_FALSE(end.begin(3)) << "a late answer of the room";
  EXPECT_EQ(end.next(), stamp());
  EXPECT_TRUE(end.begin(9));
  EXPECT_EQ(end.next(), (stamp{9, 1}));
}

TEST(LinkOwnerEnd, a_late_copy_of_an_attach_request_changes_nothing) {
  owner_end end;
  EXPECT_TRUE(end.attach(9));
  EXPECT_TRUE(end.begin(9));
  EXPECT_EQ(end.next(), (stamp{9, 1}));
  EXPECT_FALSE(end.attach(9));
  EXPECT_FALSE(end.attach(3));
  EXPECT_EQ(end.attachment(), 9u);
  EXPECT_EQ(end.next(), (stamp{9, 2}));
}

}  // namespace
}  // namespace parley::cluster::link
