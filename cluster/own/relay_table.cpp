// SPDX-License-Identifier: Apache-2.0
#include "cluster/own/relay_table.hpp"

namespace parley::cluster::own {

// -- processes ----------------------------------------------------------------

std::optional<slot> relay_table::slot_of(const node_name& node,
                                         std::uint64_t number) {
  const std::pair key{node, number};
  if (const auto at = slots_.find(key); at != slots_.end()) return at->second;
  if (processes_.size() >= bound_) return std::nullopt;
  const auto next = static_cast<slot>(processes_.size());
  slots_.emplace(key, next);
  processes_.push_back({node});
  const auto [newest, is_first] = newest_.try_emplace(node, next);
  if (!is_first) forget(std::exchange(newest->second, next));
  return next;
}

void relay_table::forget_lost(const in_view& is_in_view) {
  for (slot each = 0; each < processes_.size(); ++each) {
    const auto& [node, rooms] = processes_[each];
    if (rooms.empty()) continue;
    if (!is_in_view(node) || newest_.at(node) != each) forget(each);
  }
}

void relay_table::forget(slot gone) {
  for (const auto& room : std::exchange(processes_[gone].rooms, {})) {
    auto& relays = rooms_.at(room).relays;
    const auto relay = relays.find(gone);
    for (const auto number : relay->second.numbers)
      departures_.push_back({room, gone, number});
    departures_.push_back({room, gone, std::nullopt});
    relays.erase(relay);
    if (relays.empty()) deserted_.push_back(room);
  }
}

// -- relays -------------------------------------------------------------------

relay_record* relay_table::find(const std::string& room, slot from) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) return nullptr;
  const auto relay = at->second.relays.find(from);
  return relay == at->second.relays.end() ? nullptr : &relay->second;
}

relay_record& relay_table::add(const std::string& room, slot from) {
  processes_[from].rooms.insert(room);
  return rooms_[room].relays[from];
}

void relay_table::erase(const std::string& room, slot from) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) return;
  processes_[from].rooms.erase(room);
  at->second.relays.erase(from);
  if (at->second.relays.empty()) erase(room);
}

// -- rooms --------------------------------------------------------------------

void relay_table::on_attached(const std::string& room, room_id id) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) return;
  auto& there = at->second;
  if (there.id && *there.id != id) names_.erase(*there.id);
  there.id = id;
  names_[id] = room;
}

bool relay_table::is_running(const std::string& room) const {
  const auto at = rooms_.find(room);
  return at != rooms_.end() && at->second.id;
}

const std::string* relay_table::name_of(room_id id) const {
  const auto at = names_.find(id);
  return at == names_.end() ? nullptr : &at->second;
}

void relay_table::erase(const std::string& room) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) return;
  for (const auto& [from, relay] : at->second.relays)
    processes_[from].rooms.erase(room);
  if (at->second.id) names_.erase(*at->second.id);
  rooms_.erase(at);
}

// -- departures ---------------------------------------------------------------

std::vector<relay_table::departure> relay_table::take_departures(
    std::size_t most) {
  std::vector<departure> out;
  for (std::size_t i = 0; i < most && !departures_.empty(); ++i) {
    auto& next = departures_.front();
    if (has(next.room)) out.push_back(std::move(next));
    departures_.pop_front();
  }
  if (departures_.empty()) erase_deserted();
  return out;
}

void relay_table::erase_deserted() {
  for (const auto& room : std::exchange(deserted_, {})) {
    const auto at = rooms_.find(room);
    if (at != rooms_.end() && at->second.relays.empty()) erase(room);
  }
}

}  // namespace parley::cluster::own
