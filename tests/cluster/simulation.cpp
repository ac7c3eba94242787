// SPDX-License-Identifier: Apache-2.0
#include "tests/cluster/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace parley::cluster {

namespace {

using duration = simulation::duration;
using std::chrono::milliseconds;

constexpr milliseconds tick_interval{50};
constexpr milliseconds answer_patience{400};

}  // namespace

simulation::simulation(std::uint64_t seed, std::size_t nodes) : random_(seed) {
  nodes_.resize(nodes);
  for (std::size_t i = 0; i < nodes; ++i) {
    nodes_[i].name = "node-" + std::to_string(i);
    nodes_[i].offset = milliseconds(any(100'000));
    nodes_[i].rate = 0.98 + static_cast<double>(any(41)) / 1'000;
    start(i);
  }
}

void simulation::run(duration more, const std::function<void()>& look) {
  const auto end = now_ + more;
  while (!events_.empty() && events_.top().at <= end) {
    const auto next = events_.top();
    events_.pop();
    now_ = next.at;
    next.what();
    look();
  }
  now_ = end;
  look();
}

std::uint64_t simulation::any(std::uint64_t below) {
  return std::uniform_int_distribution<std::uint64_t>(0, below - 1)(random_);
}

void simulation::later(duration delay, std::function<void()> what) {
  events_.push({now_ + delay, orders_++, std::move(what)});
}

// A millisecond or two, and with jams now and then very long.
duration simulation::lag() {
  const auto usual = duration(300 + any(2'000));
  return jams_ && any(50) == 0 ? usual + duration(any(800'000)) : usual;
}

membership::time_point simulation::clock_of(const peer& n) const {
  const duration ticked(
      std::llround(n.rate * static_cast<double>(now_.count())));
  return membership::time_point(n.offset + ticked);
}

// -- what can go wrong --------------------------------------------------------

void simulation::crash(std::size_t i) {
  nodes_[i].member = nullptr;
  nodes_[i].inbox.clear();
  nodes_[i].asleep = false;
  ++nodes_[i].life;
}

void simulation::start(std::size_t i) {
  auto& n = nodes_[i];
  if (n.member) return;
  ++n.life;
  n.member = std::make_unique<membership>(n.name, random_(), lease_times{});
  if (!n.cut) tell_all(i);
  tick(i, n.life);
}

void simulation::put_to_sleep(std::size_t i) {
  nodes_[i].asleep = is_up(i);
}

void simulation::wake_up(std::size_t i) {
  auto& n = nodes_[i];
  if (!std::exchange(n.asleep, false)) return;
  // In any order it may come to: its clock's tick, or what it was told.
  auto waiting = std::exchange(n.inbox, {});
  if (any(2) == 0) act(i);
  for (auto& each : waiting) each();
}

void simulation::cut_off(std::size_t i) {
  nodes_[i].cut = true;
}

void simulation::reconnect(std::size_t i) {
  if (!std::exchange(nodes_[i].cut, false) || !is_up(i)) return;
  tell_all(i);
}

void simulation::go_wrong() {
  const auto i = static_cast<std::size_t>(any(nodes_.size()));
  const auto while_it_lasts = milliseconds(50 + any(4'000));
  switch (any(3)) {
    case 0:
      crash(i);
      return later(while_it_lasts, [this, i] { start(i); });
    case 1:
      put_to_sleep(i);
      return later(while_it_lasts, [this, i] { wake_up(i); });
    default:
      cut_off(i);
      return later(while_it_lasts, [this, i] { reconnect(i); });
  }
}

// -- nodes --------------------------------------------------------------------

void simulation::at_node(std::size_t i, std::uint64_t life,
                         std::function<void()> what) {
  auto& n = nodes_[i];
  if (n.life != life || !n.member) return;
  if (n.asleep)
    n.inbox.push_back(
        [this, i, life, what = std::move(what)] { at_node(i, life, what); });
  else
    what();
}

void simulation::tick(std::size_t i, std::uint64_t life) {
  at_node(i, life, [this, i, life] {
    act(i);
    later(tick_interval, [this, i, life] { tick(i, life); });
  });
}

void simulation::act(std::size_t i) {
  for (const auto& wanted : nodes_[i].member->act(clock_of(nodes_[i])))
    std::visit([this, i](const auto& each) { ask(i, each); }, wanted);
}

// -- the store ----------------------------------------------------------------

void simulation::ask(std::size_t i, const write_lease& wanted) {
  const auto life = nodes_[i].life;
  const auto asked = clock_of(nodes_[i]);
  const bool is_own = wanted.node == nodes_[i].name && !wanted.value.evicted;
  auto answered = std::make_shared<bool>(false);
  const auto answer = [this, i, life, asked, is_own, answered](revision at) {
    if (!is_own) return;
    at_node(i, life, [=, this] {
      if (std::exchange(*answered, true)) return;
      auto& member = *nodes_[i].member;
      at ? member.on_renewed(asked, at) : member.on_write_failed();
      act(i);
    });
  };
  later(answer_patience, [answer] { answer(0); });
  if (nodes_[i].cut) return;
  later(lag(), [this, i, wanted, answer] {
    auto& stored = leases_[wanted.node];
    const bool taken = stored.at == wanted.expected;
    if (taken) stored = {wanted.value, ++revisions_};
    if (taken)
      for (std::size_t to = 0; to < nodes_.size(); ++to)
        tell_lease(to, wanted.node);
    if (nodes_[i].cut) return;
    later(lag(), [answer, at = taken ? stored.at : 0] { answer(at); });
  });
}

void simulation::ask(std::size_t i, const write_view& wanted) {
  if (nodes_[i].cut) return;
  later(lag(), [this, wanted] {
    if (view_.at != wanted.expected) return;
    view_ = {wanted.value, ++revisions_};
    for (std::size_t to = 0; to < nodes_.size(); ++to) tell_view(to);
  });
}

// In the order of the store, as long as it is connected.
void simulation::tell(std::size_t i, std::function<void(peer&)> what,
                      duration least) {
  auto& n = nodes_[i];
  if (n.cut || !n.member) return;
  n.heard = std::max(n.heard, now_ + least);
  later(n.heard - now_, [this, i, life = n.life, what = std::move(what)] {
    if (nodes_[i].cut) return;
    at_node(i, life, [this, i, what] {
      what(nodes_[i]);
      act(i);
    });
  });
}

void simulation::tell_lease(std::size_t i, const node_name& about) {
  const auto told = leases_[about];
  // One of several that follow each other may be left out.
  const bool skips = any(5) == 0;
  tell(
      i,
      [this, about, told, skips](peer& n) {
        if (skips && leases_[about].at != told.at) return;
        n.member->on_lease(about, told.value, told.at, clock_of(n));
      },
      lag());
}

void simulation::tell_view(std::size_t i) {
  const bool skips = any(5) == 0;
  tell(
      i,
      [this, told = view_, skips](peer& n) {
        if (skips && view_.at != told.at) return;
        n.member->on_view(told.value, told.at);
      },
      lag());
}

void simulation::tell_all(std::size_t i) {
  for (const auto& [about, stored] : leases_) tell_lease(i, about);
  if (view_.at) tell_view(i);
}

// -- what can be seen ---------------------------------------------------------

bool simulation::owns(std::size_t i, std::string_view room) const {
  const auto& n = nodes_[i];
  return n.member && n.member->owns(room, clock_of(n));
}

std::vector<std::size_t> simulation::owners(std::string_view room) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (owns(i, room)) out.push_back(i);
  return out;
}

}  // namespace parley::cluster
