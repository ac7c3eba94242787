// SPDX-License-Identifier: Apache-2.0
// A follower and owners that change, and between them a network that loses
// packets. The rules one by one are in follow_test.cpp.
#include "cluster/follow/follower.hpp"
#include "tests/cluster/link_stage.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <variant>
#include <vector>

namespace parley::cluster::follow {
namespace {

using link::downward;
using link::owner;
using link::tag;
using link::upward;
using link::verdict;
using std::chrono::milliseconds;

/// Carries out what a follower decides, with tags for requests.
class relay {
 public:
  relay(way<upward>& to_owner, const owner& truth)
      : to_owner_(to_owner), truth_(truth) {}

  void ask() {
    carry_out(follower_.on_join(now_));
    const auto of = follower_.new_tag();
    sent.push_back(static_cast<int>(of));
    carry_out(follower_.ask(of, of, 1, now_));
  }

  void rest() {
    if (follower_.open().empty()) carry_out(follower_.on_idle());
  }

  void take(const downward& packet, view_number term) {
    auto received = follower_.on_packet(
        packet.at, packet.what == downward::beat, term, now_);
    carry_out(received.then);
    if (received.what != verdict::take) return;
    if (packet.what == downward::restart) carry_out(follower_.on_restart(now_));
    if (packet.what == downward::event) show(packet);
    if (packet.what == downward::noted)
      carry_out(follower_.on_answer(packet.of, answer_kind::other).then);
    if (packet.what == downward::answer) take_answer(packet.of);
    if (packet.what == downward::attached) begin(packet);
  }

  void on_view(view_number view) {
    seen_ = view;
    carry_out(follower_.on_view(view, true, now_));
  }

  void pass(milliseconds time) {
    now_ += time;
    if (timer_ && *timer_ <= now_) {
      timer_.reset();
      carry_out(follower_.on_timer(now_));
    }
  }

  bool has_all() const { return shown_ && *shown_ == truth_.log; }
  bool has_reported() const { return reported_ == seen_; }
  bool is_waiting() const { return !follower_.open().empty(); }

  std::vector<int> sent;

 private:
  using machine = follower<tag>;

  void carry_out(const machine::actions& all) {
    for (const auto& each : all)
      std::visit([this](const auto& action) { carry_out(action); }, each);
  }
  void carry_out(const send_attach& action) {
    upward packet{.what = upward::attach, .at = {}, .of = action.attachment};
    ASSERT_TRUE(shown_ || !action.continues);
    if (action.continues) packet.since = shown_->size();
    to_owner_.send(packet);
  }
  void carry_out(const send_detach&) {
    shown_.reset();
    to_owner_.send({.what = upward::detach, .at = {}});
  }
  void carry_out(const report_view& action) {
    ASSERT_GT(action.view, reported_) << "once";
    reported_ = action.view;
  }
  void carry_out(const start_timer&) {
    ASSERT_FALSE(timer_) << "one at a time";
    timer_ = now_ + milliseconds(250);
  }
  void carry_out(const send_request<tag>& action) {
    to_owner_.send({.at = action.at, .of = *action.request});
  }
  void carry_out(const fail_request<tag>&) { FAIL() << "too early"; }

  void take_answer(tag of) {
    const auto answered = follower_.on_answer(of, answer_kind::published);
    carry_out(answered.then);
    if (answered.use == answer_use::take) follower_.take(of);
  }

  void begin(const downward& packet) {
    const auto answered = follower_.on_answer(packet.of, answer_kind::attached);
    carry_out(answered.then);
    if (answered.use != answer_use::begin) return;
    if (!shown_) shown_.emplace();
    show(packet);
  }

  void show(const downward& packet) {
    ASSERT_TRUE(shown_) << "an event before the relay was let in";
    auto offset = packet.offset;
    for (const auto event : packet.events) {
      ASSERT_LE(offset, shown_->size()) << "an event is lost";
      ASSERT_EQ(event, truth_.log.at(offset)) << "another order";
      if (offset++ == shown_->size()) shown_->push_back(event);
    }
  }

  way<upward>& to_owner_;
  const owner& truth_;
  machine follower_{
      0,
      {.patience = std::chrono::hours(1), .resend = std::chrono::seconds(1)}};
  machine::time_point now_{};
  std::optional<machine::time_point> timer_;
  std::optional<std::vector<int>> shown_;
  view_number seen_ = 0;
  view_number reported_ = 0;
};

class Chance {
 public:
  Chance(std::uint64_t seed, int loss) : random_(seed) {
    rules_.loss_percent = loss;
  }

  void run() {
    for (int i = 0; i < 150; ++i) step();
    heal();
    ASSERT_TRUE(there_.has_all());
    ASSERT_TRUE(there_.has_reported()) << "a view is held up";
    ASSERT_FALSE(there_.is_waiting()) << "a request without an answer";
    std::vector<int> asked;
    for (const auto event : here_.log)
      if (event > 0) asked.push_back(event);
    ASSERT_EQ(asked, there_.sent) << "lost, twice or in another order";
  }

 private:
  void step() {
    switch (random_() % 13) {
      case 0:
      case 1:
        return there_.ask();
      case 2:
        return here_.publish_from_elsewhere();
      case 3:
        return here_.let_in();
      case 4:
        return here_.beat();
      case 5:
        return there_.pass(milliseconds(random_() % 500));
      case 6:
        return random_() % 4 == 0 ? change_owner() : there_.rest();
      default:
        return arrive();
    }
  }

  void arrive() {
    if (random_() % 2 == 0) {
      if (const auto one = up_.arrive()) here_.take(*one);
    } else if (const auto one = down_.arrive()) {
      there_.take(*one, view_);
    }
  }

  // The next owner has the log. All that the one before has sent has come when
  // the relay turns; requests on their way to it do not.
  void change_owner() {
    while (const auto one = down_.arrive()) there_.take(*one, view_);
    while (up_.arrive()) {
    }
    here_.forget_relay();
    there_.on_view(++view_);
  }

  // The network is well from now on. The last event shows what was lost.
  void heal() {
    rules_ = {};
    there_.ask();
    for (int round = 0; round < 8; ++round) {
      here_.beat();
      there_.pass(std::chrono::seconds(1));
      while (!up_.is_empty() || !down_.is_empty()) {
        arrive();
        here_.let_in();
      }
      if (round == 4) here_.publish_from_elsewhere();
    }
  }

  dice random_;
  network rules_;
  view_number view_ = 1;
  way<upward> up_{random_, rules_};
  way<downward> down_{random_, rules_};
  owner here_{down_};
  relay there_{up_, here_};
};

TEST(FollowChance, a_relay_misses_nothing_when_owners_change) {
  link::run_seeds([](auto seed) { Chance(seed, 0).run(); });
}

TEST(FollowChance, a_relay_misses_nothing_when_packets_are_lost_too) {
  link::run_seeds([](auto seed) { Chance(seed, 25).run(); });
}

}  // namespace
}  // namespace parley::cluster::follow
