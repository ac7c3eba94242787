#include "cluster/heirs.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace parley::cluster {

namespace {

// Of two epochs the one of the later owner is the room's; who has none was
// there before the epoch began.
auto knowledge(const heirs::claim& of) {
  return std::tuple(of.term, !of.end.epoch.empty(), of.end.offset,
                    of.state.has_value());
}

bool knows_less(const heirs::claim& a, const heirs::claim& b) {
  return knowledge(a) < knowledge(b);
}

// A relay has to be asked for what it knows.
bool is_position(const heirs::claim& one) {
  return one.state && one.state->newest.empty() && one.state->keys.empty();
}

bool are_positions(const std::vector<heirs::claim>& all) {
  return std::ranges::all_of(all, is_position);
}

}  // namespace

void heirs::add(const std::string& room, claim one) {
  auto& all = claims_[room];
  // A relay that asks again has the same claim again, and a newer one knows
  // more; what an owner has left does not come twice.
  const auto same = std::ranges::find_if(all, [&](const claim& each) {
    return each.node == one.node &&
           each.state.has_value() == one.state.has_value();
  });
  if (same == all.end()) {
    if (all.size() < claims_of_room) all.push_back(std::move(one));
  } else if (!knows_less(one, *same)) {
    *same = std::move(one);
  }
}

std::optional<heirs::claim> heirs::take_best(const std::string& room) {
  const auto at = claims_.find(room);
  if (at == claims_.end()) return std::nullopt;
  auto& all = at->second;
  const auto best = std::ranges::max_element(all, knows_less);
  auto taken = std::move(*best);
  all.erase(best);
  if (all.empty()) claims_.erase(at);
  return taken;
}

std::vector<std::string> heirs::legacies() const {
  std::vector<std::string> rooms;
  for (const auto& [room, all] : claims_)
    if (!are_positions(all) &&
        std::ranges::any_of(all, [](const auto& each) { return !!each.state; }))
      rooms.push_back(room);
  return rooms;
}

std::optional<heirs::claim> heirs::take_position(const std::string& room) {
  const auto at = claims_.find(room);
  if (at == claims_.end() || !are_positions(at->second)) return std::nullopt;
  auto best = take_best(room);
  claims_.erase(room);
  return best;
}

std::vector<std::pair<std::string, heirs::claim>> heirs::take_positions(
    std::size_t most) {
  std::vector<std::pair<std::string, claim>> taken;
  for (auto at = claims_.begin(); at != claims_.end() && taken.size() < most;) {
    const auto room = (at++)->first;
    if (auto one = take_position(room)) taken.emplace_back(room, *one);
  }
  return taken;
}

}  // namespace parley::cluster
