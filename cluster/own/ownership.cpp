// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/ownership.hpp"

#include "cluster/placement.hpp"

#include <algorithm>
#include <utility>

namespace parley::cluster::own {

std::optional<view_number> lost_after(const std::vector<standing_ptr>& since,
                                      std::string_view room) {
  view_number held = 0;
  for (const auto& each : since) {
    if (each->holds(room))
      held = each->term();
    else if (held != 0)
      return held;
  }
  return std::nullopt;
}

// -- views --------------------------------------------------------------------

void ownership::on_standing(standing_ptr now) {
  now_ = std::move(now);
  unlisted_.push_back(now_);
  is_listing_ = true;
  std::erase_if(acknowledged_by_, [this](const auto& each) {
    return !now_->latest.has(each.first);
  });
}

void ownership::on_acknowledged(const node_name& node, view_number view) {
  auto& seen = acknowledged_by_[node];
  seen = std::max(seen, view);
}

bool ownership::have_all_acknowledged() const {
  const auto number = now_->latest.number;
  return std::ranges::all_of(now_->latest.nodes, [&](const auto& node) {
    const auto at = acknowledged_by_.find(node);
    return at != acknowledged_by_.end() && at->second >= number;
  });
}

admission ownership::admit(const asked& request, bool is_fenced) const {
  if (!now_) return admission::hold;
  const auto& [from, view, room, runs] = request;
  if (!is_fenced && now_->latest.has(from) && now_->holds(room) &&
      !closing_.contains(room) && !lost_after(unlisted_, room) &&
      (runs || have_all_acknowledged()))
    return admission::serve;
  if (view > now_->latest.number) return admission::hold;
  const auto* owner = owner_of(room, now_->latest);
  return owner && *owner == now_->self ? admission::hold : admission::drop;
}

// -- rooms that have another owner --------------------------------------------

std::vector<std::string> ownership::on_room_list(
    const std::vector<std::string>& all) {
  std::vector<std::string> leaving;
  for (const auto& room : all) {
    const auto lost = lost_after(unlisted_, room);
    if (!lost && now_->holds(room)) continue;
    if (closing_.emplace(room, lost.value_or(now_->term())).second)
      leaving.push_back(room);
  }
  return leaving;
}

view_number ownership::on_handed_over(const std::string& room) {
  const auto closed = closing_.extract(room);
  return closed.empty() ? 0 : closed.mapped();
}

void ownership::on_listed() {
  is_listing_ = false;
  unlisted_ = {now_};
}

view_number ownership::last_term_of(std::string_view room) const {
  return lost_after(unlisted_, room).value_or(now_->term());
}

std::function<bool(std::string_view)> ownership::loss() const {
  return [since = unlisted_, now = now_](std::string_view room) {
    return lost_after(since, room) || !now->holds(room);
  };
}

std::optional<view_number> ownership::acknowledge() {
  const auto number = now_->latest.number;
  if (has_rooms_to_close() || number <= acknowledged_) return std::nullopt;
  acknowledged_ = number;
  return number;
}

// The view says that we are leaving, and rooms move as by any view.
bool ownership::has_left() const {
  if (!now_ || !now_->latest.has(now_->self)) return true;
  const auto& latest = now_->latest;
  return latest.is_leaving(now_->self) &&
         (!has_rooms_to_close() || latest.are_all_leaving());
}

}  // namespace parley::cluster::own
