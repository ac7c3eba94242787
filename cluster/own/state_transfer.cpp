// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/state_transfer.hpp"

#include <utility>

namespace parley::cluster::own {

transfer_step state_transfer::on_load(const std::string& room) {
  loading_[room] = {};
  return next(room);
}

// One after the other, the newest state first.
transfer_step state_transfer::next(const std::string& room) {
  auto best = sources_.take_best(room);
  if (!best || best->state)
    return begin(room, best ? std::move(best->state) : std::nullopt);
  loading_.at(room).asked = best->node;
  return ask_state_of{room, best->node};
}

// Without an epoch nothing was ever published there; another owner may have
// begun one all the same.
transfer_step state_transfer::begin(const std::string& room,
                                    std::optional<stored_room> state) {
  loading_.erase(room);
  sources_.forget(room);
  if (state && state->end.epoch.empty()) state.reset();
  return begin_with{room, std::move(state)};
}

std::optional<transfer_step> state_transfer::on_state(
    const std::string& room, const node_name& from,
    std::optional<stored_room> state) {
  const auto at = loading_.find(room);
  if (at == loading_.end() || at->second.asked != from) return std::nullopt;
  return state ? begin(room, std::move(state)) : next(room);
}

std::vector<ask_state_of> state_transfer::take_silent() {
  std::vector<ask_state_of> silent;
  for (auto& [room, each] : loading_)
    if (std::exchange(each.is_old, !each.is_old))
      silent.push_back({room, each.asked});
  return silent;
}

transfer_step state_transfer::retry(const std::string& room, bool is_in_view) {
  if (!is_in_view) return next(room);
  return ask_state_of{room, loading_.at(room).asked};
}

}  // namespace parley::cluster::own
