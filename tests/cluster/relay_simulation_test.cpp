// SPDX-License-Identifier: Apache-2.0
// What members of a room are promised, whatever the bus does to packets: one
// order, nothing twice, and nothing missing of what was said at a node that
// lives. Nodes and rooms are the real actors. The bus is as NATS is: it takes
// what a node sends in its order, and brings each node what it has taken in
// that order; it delays, loses and is cut. A node dies, or is cut off, put out,
// and comes back to what was on its way all the time.
#include "tests/cluster/cluster_stage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace parley::cluster {
namespace {

using std::chrono::milliseconds;

/// `PARLEY_SEED=7` repeats one, `PARLEY_SEEDS=5000` tries as many.
std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

class Trouble {
 public:
  Trouble(std::uint64_t seed, bool leases_end)
      : dice_(seed), leases_end_(leases_end), nodes_(names_) {
    nodes_.agree_on(names_);
    for (const auto& name : names_)
      for (const auto* who : {"1", "2"}) {
        members_.push_back(
            {name, name + who, nodes_.join(name, room_, name + who)});
        nodes_.settle();
      }
  }

  void run() {
    constexpr int steps = 120;
    const int when = one_of(steps);
    for (int i = 0; i < steps; ++i) {
      if (i == when && fate_ == 1) kill();
      if (i == when && fate_ == 2) exile();
      if (i == when && fate_ == 3) tell(2, names_, {some_node()});
      if (leases_end_ && one_of(8) == 0) end_some_lease();
      step();
    }
    heal();
    check();
  }

 private:
  struct person {
    node_name at;
    std::string name;
    std::shared_ptr<fake_link> link;
    std::vector<std::string> words{};
  };

  int one_of(int count) {
    return std::uniform_int_distribution<int>(0, count - 1)(dice_);
  }

  const node_name& some_node() {
    return names_[static_cast<std::size_t>(
        one_of(static_cast<int>(names_.size())))];
  }

  template <class Map>
  typename Map::iterator some_of(Map& map) {
    return std::next(map.begin(), one_of(static_cast<int>(map.size())));
  }

  // A word that is lost on its way to all others, and its owner's death: nobody
  // can have both.
  bool loses(const cluster_stage::sent& one) {
    if (one.from == one.to) return false;
    const bool is_word = one.packet->has_from_owner();
    if (is_word && fate_ != 0) return false;
    if (cut_.contains(std::minmax(one.from, one.to))) return true;
    return one_of(12) == 0;
  }

  void step() {
    const int what = one_of(20);
    if (what < 5) speak();
    if (what >= 5 && what < 10)
      for (int i = one_of(8); i >= 0; --i) accept();
    if (what >= 10 && what < 15)
      for (int i = one_of(4); i >= 0; --i) deliver();
    if (what == 15) nodes_.pass(milliseconds(one_of(400)));
    if (what == 16) cut_.insert(std::minmax(some_node(), some_node()));
    if (what == 17) cut_.clear();
    if (what >= 18) nodes_.run();
  }

  // It may go on, as that of who was not put out.
  void end_some_lease() {
    const auto& name = some_node();
    if (name == exile_ || name == dead_) return;
    if (over_.erase(name) > 0) return nodes_.unfence(name);
    over_.insert(name);
    nodes_.fence(name);
  }

  void speak() {
    auto& who = members_[static_cast<std::size_t>(
        one_of(static_cast<int>(members_.size())))];
    if (who.at == dead_ || who.link->reads_wanted == 0) return;
    who.words.push_back("[" + who.name + "] " +
                        std::to_string(who.words.size()));
    who.link->says(std::to_string(who.words.size() - 1));
    nodes_.run();
  }

  // The bus takes the oldest packet of some node.
  void accept() {
    std::map<node_name, std::size_t> oldest;
    for (std::size_t i = 0; i < nodes_.packets.size(); ++i)
      if (const auto& from = nodes_.packets[i].from; from != exile_)
        oldest.try_emplace(from, i);
    if (oldest.empty()) return;
    const auto at = nodes_.packets.begin() +
                    static_cast<std::ptrdiff_t>(some_of(oldest)->second);
    auto one = *at;
    nodes_.packets.erase(at);
    if (!loses(one)) on_the_way_[one.to].push_back(std::move(one));
  }

  // It brings some node the oldest packet for it.
  void deliver() {
    std::map<node_name, int> full;
    for (const auto& [to, packets] : on_the_way_)
      if (!packets.empty() && to != exile_) full[to];
    if (full.empty()) return;
    auto& packets = on_the_way_[some_of(full)->first];
    const auto one = std::move(packets.front());
    packets.pop_front();
    nodes_.deliver(one);
    nodes_.run();
  }

  void kill() {
    dead_ = some_node();
    // What it has sent may be half on its way.
    std::erase_if(nodes_.packets,
                  [this](const auto& each) { return each.from == dead_; });
    nodes_.kill(dead_);
    tell(2, all_but(dead_));
  }

  // It can say and hear nothing, not even of itself, until its lease is long
  // over.
  void exile() {
    exile_ = some_node();
    for (int i = one_of(10); i > 0; --i) step();
    const auto name = exile_;
    nodes_.fence(name);
    tell(2, all_but(name));
    for (int i = one_of(150); i > 0; --i) step();
    exile_.clear();
    if (one_of(2) == 0) forget(name);
    if (one_of(2) == 0) nodes_.tell_view(name, 2, all_but(name));
    tell(3, names_);
  }

  // What it has sent and was to get is gone, instead of late.
  void forget(const node_name& name) {
    std::erase_if(nodes_.packets,
                  [&](const auto& each) { return each.from == name; });
    on_the_way_[name].clear();
  }

  std::vector<node_name> all_but(const node_name& one) const {
    auto left = names_;
    std::erase(left, one);
    return left;
  }

  // One after the other gets to know.
  void tell(view_number number, const std::vector<node_name>& view,
            const std::vector<node_name>& leaving = {}) {
    auto order = view;
    std::ranges::shuffle(order, dice_);
    for (const auto& name : order) {
      nodes_.tell_view(name, number, view, leaving);
      nodes_.unfence(name);  // if it was; not before it knows the view
      over_.erase(name);
      for (int i = one_of(6); i > 0; --i) step();
    }
  }

  // All is well from now on, and time passes.
  void heal() {
    cut_.clear();
    for (const auto& name : over_) nodes_.unfence(name);
    for (auto& [to, packets] : on_the_way_)
      for (const auto& each : std::exchange(packets, {})) nodes_.deliver(each);
    for (int i = 0; i < 8; ++i) nodes_.advance(milliseconds(1'000));
  }

  void check() {
    const person* first = nullptr;
    for (const auto& each : members_) {
      if (each.at == dead_) continue;
      ASSERT_EQ(each.link->closed_with, std::nullopt) << each.name;
      const auto heard = said_to(*each.link);
      if (!first) {
        first = &each;
        check_words(heard);
      }
      ASSERT_EQ(heard, said_to(*first->link))
          << each.name << " and " << first->name;
    }
  }

  // Nothing twice; in each speaker's order; all of those whose node lives.
  void check_words(const std::vector<std::string>& heard) {
    ASSERT_EQ(std::set<std::string>(heard.begin(), heard.end()).size(),
              heard.size());
    for (const auto& each : members_) {
      std::vector<std::string> theirs;
      std::ranges::copy_if(heard, std::back_inserter(theirs),
                           [&](const auto& line) {
                             return line.starts_with("[" + each.name + "]");
                           });
      if (each.at == dead_)
        ASSERT_TRUE(std::ranges::includes(each.words, theirs)) << each.name;
      else
        ASSERT_EQ(theirs, each.words) << each.name;
    }
  }

  std::mt19937_64 dice_;
  /// 0: nothing worse happens than that packets are lost. 1: a node dies. 2:
  /// one is cut off for a while. 3: one is about to end, and gives its rooms
  /// away.
  const int fate_ = one_of(4);
  const bool leases_end_;
  const std::vector<node_name> names_{"a", "b", "c"};
  const std::string room_ = "harbour";
  cluster_stage nodes_;
  std::vector<person> members_;
  std::set<std::pair<node_name, node_name>> cut_;
  /// Sent, and taken by the bus.
  std::map<node_name, std::deque<cluster_stage::sent>> on_the_way_;
  node_name dead_;
  node_name exile_;
  /// Whose lease is over.
  std::set<node_name> over_;
};

void run(std::uint64_t seed, bool leases_end = false) {
  SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
  Trouble(seed, leases_end).run();
}

void run_all(bool leases_end) {
  const auto first = number_from("PARLEY_SEED", 1);
  const auto count =
      std::getenv("PARLEY_SEED") ? 1 : number_from("PARLEY_SEEDS", 1'000);
  for (auto seed = first; seed < first + count; ++seed) {
    run(seed, leases_end);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(RelaySimulation, all_hear_all_once_in_one_order_whatever_the_bus_does) {
  run_all(false);
}

TEST(RelaySimulation, all_hear_all_once_in_one_order_whatever_leases_do) {
  run_all(true);
}

// An owner that was cut off while relays attached anew, and what it had told
// them by the attachment before; words of its former attachments, said by the
// owner of a later term; answers to who was not attached yet, and its death.
TEST(RelaySimulation, what_it_has_found_before_is_not_so_any_more) {
  for (const std::uint64_t seed : {10'419u, 3'983u, 28'401u}) {
    run(seed);
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace parley::cluster
