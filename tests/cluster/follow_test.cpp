// SPDX-License-Identifier: Apache-2.0
// The table of cluster/follow/follower.hpp, row by row.
#include "cluster/follow/follower.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <variant>
#include <vector>

namespace parley::cluster::follow {
namespace {

using link::stamp;
using link::verdict;
using std::chrono::milliseconds;
using std::chrono::seconds;
using trace = std::vector<std::string>;

std::string text(stamp at) {
  return std::to_string(at.attachment) + '.' + std::to_string(at.sequence);
}
std::string text(const send_attach& action) {
  auto out = "attach " + std::to_string(action.attachment);
  if (action.continues) out += " since term " + std::to_string(action.term);
  return out;
}
std::string text(const send_detach&) {
  return "detach";
}
std::string text(const report_view& action) {
  return "report " + std::to_string(action.view);
}
std::string text(const start_timer&) {
  return "timer";
}
std::string text(const send_request<std::string>& action) {
  return "send " + *action.request + " as " + text(action.at);
}
std::string text(const fail_request<std::string>& action) {
  return "fail " + action.request;
}

class Follow : public testing::Test {
 protected:
  using follower = follow::follower<std::string>;

  static trace text_of(const follower::actions& all) {
    trace out;
    for (const auto& each : all)
      out.push_back(
          std::visit([](const auto& one) { return text(one); }, each));
    return out;
  }

  link::tag ask(const std::string& request) {
    const auto of = relay.new_tag();
    asked = text_of(relay.ask(of, request, 1, now));
    return of;
  }

  /// The first member comes in: attachment 1.
  void attach() { relay.on_join(now); }
  verdict take(stamp at, view_number term = 1) {
    return relay.on_packet(at, false, term, now).what;
  }
  void be_attached() {
    attach();
    EXPECT_EQ(take({1, 1}), verdict::take);
  }

  follower::time_point now{};
  follower relay{0, {.patience = seconds(10), .resend = seconds(1)}};
  trace asked;
};

TEST_F(Follow, the_first_member_makes_the_relay_attach) {
  EXPECT_EQ(text_of(relay.on_join(now)), trace{"attach 1"});
  EXPECT_EQ(text_of(relay.on_join(now)), trace());
}

TEST_F(Follow, requests_are_sent_in_each_state) {
  ask("a");
  EXPECT_EQ(asked, (trace{"send a as 0.0", "timer"}));
  relay.on_join(now);
  ask("b");
  EXPECT_EQ(asked, trace{"send b as 2.1"}) << "the timer runs";
  EXPECT_EQ(take({2, 1}), verdict::take);
  ask("c");
  EXPECT_EQ(asked, trace{"send c as 2.2"});
  EXPECT_EQ(relay.stamp_once(), (stamp{2, 3}));
}

TEST_F(Follow, events_count_only_while_there_is_an_attachment) {
  EXPECT_EQ(take({1, 1}), verdict::drop);
  EXPECT_EQ(take({}), verdict::take) << "outside the stream";
  attach();
  EXPECT_EQ(take({1, 1}), verdict::take);
  EXPECT_EQ(take({1, 1}), verdict::drop);
  EXPECT_EQ(take({1, 2}), verdict::take);
}

TEST_F(Follow, a_gap_makes_it_attach_again_from_what_it_has) {
  be_attached();
  ask("a");
  ask("b");
  const auto gap = relay.on_packet({1, 3}, false, 1, now);
  EXPECT_EQ(gap.what, verdict::gap);
  EXPECT_EQ(text_of(gap.then),
            (trace{"attach 4 since term 1", "send a as 4.1", "send b as 4.2"}));
  EXPECT_EQ(take({1, 2}), verdict::take) << "the former attachment goes on";
}

TEST_F(Follow, a_gap_while_attaching_is_one_too) {
  attach();
  const auto gap = relay.on_packet({1, 2}, false, 1, now);
  EXPECT_EQ(gap.what, verdict::gap);
  EXPECT_EQ(text_of(gap.then), (trace{"attach 2", "timer"}))
      << "it has shown nothing";
}

TEST_F(Follow, a_beat_that_tells_of_a_lost_packet_is_a_gap) {
  be_attached();
  EXPECT_EQ(relay.on_packet({1, 1}, true, 1, now).what, verdict::take);
  const auto gap = relay.on_packet({1, 2}, true, 1, now);
  EXPECT_EQ(text_of(gap.then), (trace{"attach 2 since term 1", "timer"}));
}

TEST_F(Follow, a_restart_is_followed_in_each_state) {
  EXPECT_EQ(text_of(relay.on_restart(now)), trace{"timer"});
  const auto first = ask("a");
  EXPECT_EQ(text_of(relay.on_restart(now)), trace{"send a as 0.0"});
  relay.take(first);
  relay.on_join(now);
  EXPECT_EQ(text_of(relay.on_restart(now)), trace{"attach 3"});
  EXPECT_EQ(take({3, 1}, 7), verdict::take);
  EXPECT_EQ(text_of(relay.on_restart(now)), trace{"attach 4 since term 7"});
}

// -- views --------------------------------------------------------------------

TEST_F(Follow, a_view_is_reported_when_the_new_owner_has_answered) {
  be_attached();
  ask("a");
  EXPECT_EQ(text_of(relay.on_view(2, true, now)),
            (trace{"attach 3 since term 1", "send a as 3.1"}));
  EXPECT_EQ(take({1, 2}), verdict::drop) << "the owner before has ended";
  const auto late = relay.on_answer(1, answer_kind::other);
  EXPECT_EQ(text_of(late.then), trace()) << "another attachment";
  const auto noted = relay.on_answer(3, answer_kind::other);
  EXPECT_EQ(noted.use, answer_use::drop);
  EXPECT_EQ(text_of(noted.then), trace{"report 2"});
  EXPECT_EQ(text_of(relay.on_answer(3, answer_kind::other).then), trace());
}

TEST_F(Follow, a_relay_without_members_holds_no_view_up) {
  EXPECT_EQ(text_of(relay.on_view(2, false, now)),
            (trace{"timer", "report 2"}));
  be_attached();
  EXPECT_EQ(text_of(relay.on_view(3, false, now)),
            (trace{"attach 2 since term 1", "report 3"}));
}

TEST_F(Follow, the_last_view_is_the_one_it_reports) {
  be_attached();
  relay.on_view(2, true, now);
  relay.on_view(3, true, now);
  EXPECT_EQ(text_of(relay.on_answer(2, answer_kind::other).then), trace());
  EXPECT_EQ(text_of(relay.on_answer(3, answer_kind::other).then),
            trace{"report 3"});
}

// -- answers ------------------------------------------------------------------

TEST_F(Follow, what_an_answer_is_good_for_depends_on_the_state) {
  const auto uses = [&] {
    std::vector<answer_use> out;
    for (const auto kind : {answer_kind::attached, answer_kind::admitted,
                            answer_kind::published, answer_kind::other})
      out.push_back(relay.on_answer(99, kind).use);
    return out;
  };
  using enum answer_use;
  EXPECT_EQ(uses(), (std::vector{drop, drop, take, take})) << "apart";
  attach();
  EXPECT_EQ(uses(), (std::vector{drop, drop, drop, take})) << "attaching";
  Follow::take({1, 1});
  EXPECT_EQ(uses(), (std::vector{begin, take, take, take})) << "attached";
}

TEST_F(Follow, a_request_is_answered_once) {
  const auto of = ask("a");
  EXPECT_EQ(relay.take(of), "a");
  EXPECT_EQ(relay.take(of), std::nullopt);
  EXPECT_TRUE(relay.open().empty());
}

TEST_F(Follow, members_have_lost_events_only_if_the_relay_had_shown_some) {
  be_attached();
  EXPECT_FALSE(relay.has_lost(false, false)) << "it begins";
  relay.on_restart(now);
  EXPECT_TRUE(relay.has_lost(false, false));
  EXPECT_FALSE(relay.has_lost(true, false));
  EXPECT_FALSE(relay.has_lost(false, true)) << "there was nothing to lose";
}

// -- time ---------------------------------------------------------------------

TEST_F(Follow, what_has_no_answer_is_sent_again_and_fails_in_the_end) {
  attach();
  ask("a");
  now += milliseconds(999);
  EXPECT_EQ(text_of(relay.on_timer(now)), trace{"timer"});
  now += milliseconds(1);
  EXPECT_EQ(text_of(relay.on_timer(now)),
            (trace{"attach 3", "send a as 3.1", "timer"}));
  EXPECT_EQ(take({3, 1}), verdict::take);
  now += seconds(10);
  EXPECT_EQ(text_of(relay.on_timer(now)), trace{"fail a"});
  EXPECT_EQ(text_of(relay.on_timer(now)), trace()) << "nothing to wait for";
}

TEST_F(Follow, a_relay_that_is_not_attached_yet_keeps_asking) {
  attach();
  relay.on_restart(now);
  now += seconds(1);
  EXPECT_EQ(text_of(relay.on_timer(now)), (trace{"attach 3", "timer"}));
}

TEST_F(Follow, an_idle_relay_detaches_and_begins_anew) {
  EXPECT_EQ(text_of(relay.on_idle()), trace());
  be_attached();
  relay.on_view(2, true, now);
  EXPECT_EQ(text_of(relay.on_idle()), (trace{"detach", "report 2"}));
  EXPECT_TRUE(relay.is_apart());
  EXPECT_EQ(text_of(relay.on_join(now)), trace{"attach 3"})
      << "it has no claim to what it had shown";
}

}  // namespace
}  // namespace parley::cluster::follow
