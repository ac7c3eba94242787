// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/state_sources.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace parley::cluster::own {

namespace {

// Of two epochs the later owner's is the room's. A source without an epoch is
// from before the epoch began.
auto knowledge(const state_source& of) {
  return std::tuple(of.term, !of.end.epoch.empty(), of.end.offset,
                    of.state.has_value());
}

bool knows_less(const state_source& a, const state_source& b) {
  return knowledge(a) < knowledge(b);
}

// A source that has to be asked may have more than a position.
bool is_position(const state_source& one) {
  return one.state && one.state->newest.empty() && one.state->keys.empty();
}

bool are_positions(const std::vector<state_source>& all) {
  return std::ranges::all_of(all, is_position);
}

}  // namespace

void state_sources::add(const std::string& room, state_source one) {
  auto& all = rooms_[room];
  // A relay that attaches again names its position again, and a newer position
  // is further; an owner sends the state of a room once.
  const auto same = std::ranges::find_if(all, [&](const state_source& each) {
    return each.node == one.node &&
           each.state.has_value() == one.state.has_value();
  });
  if (same == all.end()) {
    if (all.size() < sources_of_room) all.push_back(std::move(one));
  } else if (!knows_less(one, *same)) {
    *same = std::move(one);
  }
}

std::optional<state_source> state_sources::take_best(const std::string& room) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) return std::nullopt;
  auto& all = at->second;
  const auto best = std::ranges::max_element(all, knows_less);
  auto taken = std::move(*best);
  all.erase(best);
  if (all.empty()) rooms_.erase(at);
  return taken;
}

std::vector<std::string> state_sources::to_run() const {
  std::vector<std::string> rooms;
  for (const auto& [room, all] : rooms_)
    if (!are_positions(all) &&
        std::ranges::any_of(all, [](const auto& each) { return !!each.state; }))
      rooms.push_back(room);
  return rooms;
}

std::optional<state_source> state_sources::take_position(
    const std::string& room) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end() || !are_positions(at->second)) return std::nullopt;
  auto best = take_best(room);
  rooms_.erase(room);
  return best;
}

std::vector<std::pair<std::string, state_source>> state_sources::take_positions(
    std::size_t most) {
  std::vector<std::pair<std::string, state_source>> taken;
  for (auto at = rooms_.begin(); at != rooms_.end() && taken.size() < most;) {
    const auto room = (at++)->first;
    if (auto one = take_position(room)) taken.emplace_back(room, *one);
  }
  return taken;
}

}  // namespace parley::cluster::own
