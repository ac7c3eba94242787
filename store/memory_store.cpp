// SPDX-License-Identifier: Apache-2.0
#include "store/memory_store.hpp"

#include "room/answer_size.hpp"
#include "room/recent_keys.hpp"
#include "store/append_rule.hpp"
#include "store/stored_ms.hpp"

#include <algorithm>
#include <cassert>
#include <unordered_set>
#include <utility>

namespace parley {

namespace {

bool is_before(stored_time at, stored_time since) {
  return to_ms(at) < since_ms(since);
}

/// Removes expired publications, from the lowest offset on.
template <class Entries>
std::size_t trim_lowest(Entries& entries, std::chrono::milliseconds ttl,
                        stored_time now, std::size_t limit) {
  std::size_t trimmed = 0;
  while (trimmed < limit && !entries.empty() &&
         end_ms(to_ms(entries.begin()->second.at), ttl) <= to_ms(now)) {
    entries.erase(entries.begin());
    ++trimmed;
  }
  return trimmed;
}

}  // namespace

std::vector<change_outcome> memory_store::commit(
    std::span<const change> changes) {
  std::vector<change_outcome> outcomes;
  outcomes.reserve(changes.size());
  for (const auto& each : changes)
    outcomes.push_back(
        std::visit([this](const auto& wish) { return make(wish); }, each));
  return outcomes;
}

change_outcome memory_store::make(const append_records& wish) {
  const auto found = rooms_.find(wish.room);
  known_end known;
  if (found != rooms_.end())
    known = {found->second.end, found->second.used,
             found->second.keep.meta_ttl};
  const auto fits = judge(found == rooms_.end() ? nullptr : &known, wish);
  if (fits == footing::conflict) return change_outcome::conflict;
  if (wish.records.empty()) return change_outcome::committed;
  if (fits == footing::anew) rooms_.erase(found);
  auto& into = rooms_[wish.room];
  into.end = wish.behind;
  for (const auto& each : wish.records) {
    assert(each.said->offset == into.end.offset + 1);
    const auto offset = ++into.end.offset;
    into.used = from_ms(to_ms(each.at));
    into.records[offset] = {each.said, into.used};
    if (!each.idempotency_key.empty())
      into.keys[offset] = {each.idempotency_key, offset, into.used};
  }
  into.version = wish.version;
  into.keep = wish.keep;
  while (into.records.size() > into.keep.size)
    into.records.erase(into.records.begin());
  return change_outcome::committed;
}

change_outcome memory_store::make(const clear_records& wish) {
  const auto found = rooms_.find(wish.room);
  if (found != rooms_.end()) found->second.records.clear();
  return change_outcome::committed;
}

std::optional<stored_room> memory_store::load(const std::string& room,
                                              const load_wish& wish) {
  const auto found = rooms_.find(room);
  if (found == rooms_.end()) return std::nullopt;
  const auto& kept = found->second;
  stored_room out{kept.end, kept.used, kept.version, {}, {}};
  const range newest{
      .limit = wish.newest, .reverse = true, .said_since = wish.since};
  out.newest = read(room, newest);
  std::ranges::reverse(out.newest);
  std::unordered_set<std::string_view> seen;
  for (auto at = kept.keys.rbegin();
       at != kept.keys.rend() && out.keys.size() < wish.keys; ++at)
    if (!is_before(at->second.at, wish.keys_since) &&
        seen.insert(at->second.key).second)
      out.keys.push_back(at->second);
  std::ranges::reverse(out.keys);
  return out;
}

std::vector<record> memory_store::read(const std::string& room,
                                       const range& wanted) {
  std::vector<record> out;
  const auto found = rooms_.find(room);
  if (found == rooms_.end()) return out;
  answer_room left(wanted.bytes);
  bool is_full = false;
  const auto take = [&](const auto& entry) {
    const auto& [offset, kept] = entry;
    const bool is_inside = offset >= wanted.first && offset <= wanted.last;
    const bool is_behind =
        !wanted.since ||
        (wanted.reverse ? offset < *wanted.since : offset > *wanted.since);
    const bool is_over =
        !wanted.reverse && out.empty() && is_before(kept.at, wanted.said_since);
    if (!is_inside || !is_behind || is_over || is_full) return;
    is_full = out.size() == wanted.limit || !left.takes(*kept.said);
    if (!is_full) out.push_back(kept);
  };
  const auto& records = found->second.records;
  if (!wanted.reverse) {
    std::for_each(records.begin(), records.end(), take);
    return out;
  }
  std::for_each(records.rbegin(), records.rend(), take);
  while (!out.empty() && is_before(out.back().at, wanted.said_since))
    out.pop_back();
  return out;
}

bool memory_store::trim(stored_time now, std::size_t limit) {
  auto left = limit;
  for (auto at = rooms_.begin(); at != rooms_.end() && left > 0;) {
    auto& kept = at->second;
    if (end_ms(to_ms(kept.used), kept.keep.meta_ttl) <= to_ms(now)) {
      at = rooms_.erase(at);
      --left;
    } else {
      left -= trim(kept, now, left);
      ++at;
    }
  }
  return left == 0;
}

std::size_t memory_store::trim(kept_room& from, stored_time now,
                               std::size_t limit) {
  const auto trimmed = trim_lowest(from.records, from.keep.ttl, now, limit);
  return trimmed +
         trim_lowest(from.keys, recent_keys::lifetime, now, limit - trimmed);
}

}  // namespace parley
