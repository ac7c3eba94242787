// SPDX-License-Identifier: Apache-2.0
#include "room/roster.hpp"

#include "protocol/names.hpp"
#include "room/answer_size.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

const std::string& user_of(const connection& c) {
  static const std::string anonymous;
  return c.info ? c.info->user : anonymous;
}

}  // namespace

const connection* roster::insert(connection_id id, const join_wish& wish,
                                 connection::time_point now) {
  if (connections_.contains(id)) return nullptr;
  const bool is_plain = !wish.info;
  const bool keeps_name = wish.shared_name && !wish.name.empty() &&
                          (is_plain || !is_anothers(wish.name));
  auto name = keeps_name ? wish.name : choose_name(wish.name);
  auto& use = names_.try_emplace(look_of(name), name_use{}).first->second;
  ++use.holders;
  if (is_plain) ++use.plain;
  connection record{id,         member{std::move(name)}, wish.info,
                    wish.reads, wish.announced,          now};
  count_in(record);
  return &connections_.emplace(id, std::move(record)).first->second;
}

roster::removal roster::remove(connection_id id) {
  auto node = connections_.extract(id);
  if (node.empty()) return {};
  const auto name = names_.find(look_of(node.mapped().who.name));
  if (!node.mapped().info) --name->second.plain;
  if (--name->second.holders == 0) names_.erase(name);
  count_out(node.mapped());
  return {true, std::move(node.mapped())};
}

// Counts of users and names use the identity at the time of joining.
bool roster::renew(connection_id id, client_info_ptr info) {
  const auto at = connections_.find(id);
  if (at == connections_.end()) return false;
  auto& record = at->second;
  if (!info || !record.info || record.info->user != info->user) return false;
  listed_size_ -= size_in_answer(record);
  record.info = std::move(info);
  listed_size_ += size_in_answer(record);
  return true;
}

const connection* roster::find(connection_id id) const {
  const auto at = connections_.find(id);
  return at == connections_.end() ? nullptr : &at->second;
}

std::string roster::choose_name(const std::string& wished) {
  if (wished.empty()) return next_user_name();
  const auto taken = names_.find(look_of(wished));
  const bool is_free = taken == names_.end();
  if (is_free && !is_reserved_name(wished)) return wished;
  // The counter makes the thousandth "alice" as cheap as the second.
  std::size_t first = 2;
  auto& suffix = is_free ? first : taken->second.next_suffix;
  for (;;) {
    auto name = wished + '-' + std::to_string(suffix++);
    if (!names_.contains(look_of(name))) return name;
  }
}

// The ids of users are the application's and may be shared; the names of plain
// members are each one's own.
bool roster::is_anothers(const std::string& user) const {
  if (is_reserved_name(user)) return true;
  const auto taken = names_.find(look_of(user));
  return taken != names_.end() && taken->second.plain > 0;
}

std::string roster::shown_name(const std::string& user) const {
  if (!is_anothers(user)) return user;
  for (std::size_t suffix = 2;; ++suffix) {
    auto name = user + '-' + std::to_string(suffix);
    if (!names_.contains(look_of(name))) return name;
  }
}

std::string roster::next_user_name() {
  for (;;) {
    auto name = "user" + std::to_string(users_++);
    if (!names_.contains(look_of(name))) return name;
  }
}

void roster::count_in(const connection& c) {
  if (readers_[index(c.reads)]++ == 0)
    lanes_.insert(std::ranges::upper_bound(lanes_, c.reads), c.reads);
  const auto loop = c.id.loop();
  if (members_of_loop_.size() <= loop) members_of_loop_.resize(loop + 1u);
  if (members_of_loop_[loop]++ == 0)
    loops_.insert(std::ranges::upper_bound(loops_, loop), loop);
  ++connections_of_[user_of(c)];
  listed_size_ += size_in_answer(c);
}

void roster::count_out(const connection& c) {
  if (--readers_[index(c.reads)] == 0) std::erase(lanes_, c.reads);
  const auto loop = c.id.loop();
  if (--members_of_loop_[loop] == 0) std::erase(loops_, loop);
  const auto user = connections_of_.find(user_of(c));
  if (--user->second == 0) connections_of_.erase(user);
  listed_size_ -= size_in_answer(c);
}

}  // namespace parley
