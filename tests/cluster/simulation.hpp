// SPDX-License-Identifier: Apache-2.0
// A cluster in virtual time: nodes with a `membership` each, and a store that
// takes writes in one order. All between them is late by chance, and lost when
// a node is cut off; nodes stop, sleep and begin again; their clocks drift.
// From a seed, so what went wrong once goes wrong again.
#pragma once

#include "cluster/membership.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <vector>

namespace parley::cluster {

class simulation {
 public:
  using duration = std::chrono::microseconds;

  simulation(std::uint64_t seed, std::size_t nodes);

  duration now() const { return now_; }
  std::size_t size() const { return nodes_.size(); }

  /// Lets time pass; `look` is called after everything that happens.
  void run(
      duration more, const std::function<void()>& look = [] {});

  // -- what can go wrong ------------------------------------------------------

  void crash(std::size_t node);
  void start(std::size_t node);
  void put_to_sleep(std::size_t node);
  void wake_up(std::size_t node);
  void cut_off(std::size_t node);
  void reconnect(std::size_t node);

  /// Some of what is said takes up to 0.8 s.
  void let_jam(bool jams) { jams_ = jams; }

  /// One of the others, of a random node, for a while.
  void go_wrong();

  // -- what can be seen -------------------------------------------------------

  bool is_up(std::size_t node) const { return nodes_[node].member != nullptr; }
  const view& latest(std::size_t node) const {
    return nodes_[node].member->latest();
  }
  bool owns(std::size_t node, std::string_view room) const;
  /// The nodes that would act for the room now, those that sleep with them.
  std::vector<std::size_t> owners(std::string_view room) const;
  const view& stored_view() const { return view_.value; }

  /// Between 0 and `below`.
  std::uint64_t any(std::uint64_t below);

 private:
  struct peer {
    node_name name;
    std::unique_ptr<membership> member;  // null while it is down
    std::uint64_t life = 0;              // which process of its name
    bool asleep = false;
    bool cut = false;
    double rate = 1;    // of its clock
    duration offset{};  // of its clock
    duration heard{};   // when the last it was told arrives
    std::vector<std::function<void()>> inbox;  // while asleep
  };
  template <class Value>
  struct entry {
    Value value;
    revision at = 0;
  };
  struct event {
    duration at;
    std::uint64_t order;
    std::function<void()> what;
    bool operator<(const event& other) const {
      return at != other.at ? at > other.at : order > other.order;
    }
  };

  void later(duration delay, std::function<void()> what);
  duration lag();
  membership::time_point clock_of(const peer& n) const;
  /// Now, or when it wakes up; never when another process has its name.
  void at_node(std::size_t i, std::uint64_t life, std::function<void()> what);
  void tick(std::size_t i, std::uint64_t life);
  void act(std::size_t i);
  void ask(std::size_t i, const write_lease& wanted);
  void ask(std::size_t i, const write_view& wanted);
  void tell(std::size_t i, std::function<void(peer&)> what, duration least);
  void tell_lease(std::size_t i, const node_name& about);
  void tell_view(std::size_t i);
  void tell_all(std::size_t i);

  std::mt19937_64 random_;
  duration now_{1'000'000};
  bool jams_ = false;
  std::uint64_t orders_ = 0;
  std::priority_queue<event> events_;
  std::vector<peer> nodes_;
  std::map<node_name, entry<lease>> leases_;
  entry<view> view_;
  revision revisions_ = 0;
};

}  // namespace parley::cluster
