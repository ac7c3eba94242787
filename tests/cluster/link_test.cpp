// SPDX-License-Identifier: Apache-2.0
// Both ends of a link, and between them a network that loses, duplicates and
// reorders packets in both directions. The rules one by one are in
// link_rules_test.cpp.
#include "cluster/link/relay_end.hpp"
#include "tests/cluster/link_stage.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parley::cluster::link {
namespace {

class relay {
 public:
  relay(way<upward>& to_owner, const owner& truth)
      : to_owner_(to_owner), truth_(truth) {}

  void ask() {
    if (link.state() == phase::apart) attach();
    const auto of = link.new_tag();
    to_owner_.send({.at = link.send(of, of, 1, now_), .of = of});
    sent.push_back(static_cast<int>(of));
  }

  void attach() {
    upward packet{.what = upward::attach, .at = {}};
    if (shown_) packet.since = shown_->size();
    packet.of = link.attach(now_);
    to_owner_.send(packet);
    link.resend(
        now_, [&](tag of, stamp at) { to_owner_.send({.at = at, .of = of}); });
  }

  /// Only a relay that waits for nothing does.
  void detach_if_idle() {
    if (link.is_waiting() || link.state() == phase::apart) return;
    link.detach();
    shown_.reset();
    to_owner_.send({.what = upward::detach, .at = {}});
  }

  void take(const downward& packet) {
    const auto what = link.receive(packet.at, packet.what == downward::beat);
    if (what == verdict::gap) attach();
    if (what != verdict::take) return;
    if (packet.what == downward::restart) attach();
    if (packet.what == downward::attached && link.state() == phase::attached) {
      if (!shown_) shown_.emplace();
      show(packet);
    }
    if (packet.what == downward::event) show(packet);
    if (packet.what == downward::answer && link.state() != phase::attaching)
      link.open().take(packet.of);
  }

  void pass(std::chrono::milliseconds time) {
    now_ += time;
    if (link.is_waiting() &&
        now_ - link.quiet_since() >= std::chrono::seconds(1))
      attach();
  }

  bool has_all() const { return shown_ && *shown_ == truth_.log; }

  relay_end<tag> link{0};
  std::vector<int> sent;

 private:
  // After an attachment it gets some events twice, and lacks none.
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
  time_point now_{};
  /// Nothing: it was not attached, or has forgotten what it was shown.
  std::optional<std::vector<int>> shown_;
};

class Chance {
 public:
  Chance(std::uint64_t seed, network rules, bool detaches)
      : random_(seed), rules_(rules), detaches_(detaches) {}

  void run() {
    there_.attach();
    for (int i = 0; i < 150; ++i) step();
    heal();
    ASSERT_TRUE(there_.has_all());
    ASSERT_TRUE(there_.link.open().empty()) << "a request without an answer";
    std::vector<int> asked;
    for (const auto event : here_.log)
      if (event > 0) asked.push_back(event);
    ASSERT_EQ(asked, there_.sent) << "lost, twice or in another order";
  }

 private:
  void step() {
    switch (random_() % 12) {
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
        return there_.pass(std::chrono::milliseconds(random_() % 500));
      case 6:
        return detaches_ ? there_.detach_if_idle() : void();
      default:
        return arrive();
    }
  }

  void arrive() {
    if (random_() % 2 == 0) {
      if (const auto one = up_.arrive()) here_.take(*one);
    } else if (const auto one = down_.arrive()) {
      there_.take(*one);
    }
  }

  // The network is well from now on. The last event shows what was lost.
  void heal() {
    rules_ = {};
    for (int round = 0; round < 8; ++round) {
      if (there_.link.state() == phase::apart) there_.attach();
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
  const bool detaches_;
  way<upward> up_{random_, rules_};
  way<downward> down_{random_, rules_};
  owner here_{down_};
  relay there_{up_, here_};
};

void run(network rules, bool detaches) {
  run_seeds([&](auto seed) { Chance(seed, rules, detaches).run(); });
}

TEST(Link, brings_all_in_order_once_over_a_network_that_is_well) {
  run({}, false);
}

TEST(Link, brings_all_in_order_once_when_packets_are_lost) {
  run({.loss_percent = 25}, false);
}

TEST(Link, brings_all_in_order_once_when_packets_come_twice) {
  run({.duplicate_percent = 33}, false);
}

TEST(Link, brings_all_in_order_once_when_packets_overtake_each_other) {
  run({.reorders = true}, false);
}

TEST(Link, brings_all_in_order_once_whatever_the_network_does) {
  run({.loss_percent = 20, .duplicate_percent = 20, .reorders = true}, false);
}

// Detaching has no number: it needs the order that NATS keeps.
TEST(Link, brings_all_in_order_once_to_a_relay_that_comes_and_goes) {
  run({.loss_percent = 20}, true);
}

}  // namespace
}  // namespace parley::cluster::link
