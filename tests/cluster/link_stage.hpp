// SPDX-License-Identifier: Apache-2.0
// An owner with a log and one relay, and the packets between them, for tests of
// the pure parts: the relay's side is the test's.
#pragma once

#include "cluster/link/outstanding.hpp"
#include "cluster/link/owner_end.hpp"
#include "tests/cluster/lossy_way.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace parley::cluster::link {

/// `PARLEY_SEED=7` repeats one, `PARLEY_SEEDS=5000` tries as many.
inline std::uint64_t number_from(const char* variable,
                                 std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// What a relay sends: an attach request, a request, or the end of it.
struct upward {
  enum { attach, request, detach } what = request;
  stamp at;
  tag of = 0;
  /// Of an attach request: how many events the relay has. Nothing: it begins.
  std::optional<std::size_t> since{};
};

/// What an owner sends: a beat, an event, the answer to a request, the events
/// that an attach request lacks, the news that it has come, or the request to
/// attach again.
struct downward {
  enum { beat, event, answer, attached, noted, restart } what = beat;
  stamp at;
  tag of = 0;
  std::size_t offset = 0;  // of the first event, from 0
  std::vector<int> events{};
};

using time_point = outstanding<tag>::time_point;

/// The owner's log is what the room has published: here the tags of requests,
/// each once, as by idempotency keys, and negative numbers from elsewhere.
class owner {
 public:
  explicit owner(way<downward>& to_relay) : to_relay_(to_relay) {}

  void take(const upward& packet) {
    if (packet.what == upward::attach) {
      to_relay_.send({.what = downward::noted, .at = {}, .of = packet.of});
      if (link.attach(packet.of)) asked_ = packet;
    } else if (packet.what == upward::detach) {
      forget_relay();
    } else {
      const auto what = link.receive(packet.at);
      if (what == verdict::gap)
        to_relay_.send({.what = downward::restart, .at = link.next()});
      if (what == verdict::take) publish(packet.of);
    }
  }

  /// The room answers to be attached later than it was asked.
  void let_in() {
    if (!asked_ || !link.begin(asked_->of)) return;
    const auto since = asked_->since.value_or(0);
    to_relay_.send({.what = downward::attached,
                    .at = link.next(),
                    .of = asked_->of,
                    .offset = since,
                    .events = {log.begin() + static_cast<std::ptrdiff_t>(since),
                               log.end()}});
    asked_.reset();
  }

  void forget_relay() {
    link = {};
    asked_.reset();
  }

  void publish_from_elsewhere() { append(-static_cast<int>(log.size()) - 1); }

  void beat() {
    if (const auto at = link.beat()) to_relay_.send({.at = *at});
  }

  owner_end link;
  std::vector<int> log;

 private:
  void publish(tag of) {
    if (published_.insert(of).second) append(static_cast<int>(of));
    to_relay_.send({.what = downward::answer, .at = link.next(), .of = of});
  }

  void append(int event) {
    log.push_back(event);
    if (link.has_begun())
      to_relay_.send({.what = downward::event,
                      .at = link.next(),
                      .offset = log.size() - 1,
                      .events = {event}});
  }

  way<downward>& to_relay_;
  std::optional<upward> asked_;
  std::set<tag> published_;
};

/// Until one of them fails.
template <class Run>
void run_seeds(Run run) {
  const auto* one = std::getenv("PARLEY_SEED");
  const auto first = number_from("PARLEY_SEED", 1);
  const auto count = one ? 1 : number_from("PARLEY_SEEDS", 500);
  for (auto seed = first; seed < first + count; ++seed) {
    SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
    run(seed);
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace parley::cluster::link
