// SPDX-License-Identifier: Apache-2.0
#include "store/room_log.hpp"

#include "protocol/limits.hpp"
#include "protocol/peer/peer_codec.hpp"
#include "room/epoch.hpp"
#include "room/peer_events.hpp"
#include "room/recent_keys.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace parley {

namespace {

void put(peer::Said& to, const record& from, const std::string& epoch) {
  peer::put(to, *from.said);
  to.mutable_at()->set_epoch(epoch);
  to.set_time_ms(peer::to_ms(from.at));
  to.set_key(from.idempotency_key);
}

// A room must be able to continue from the log: offsets without gaps, up to the
// end. A room never writes an entry that breaks this.
bool is_room_entry(const peer::LogEntry& entry) {
  constexpr std::uint64_t highest = 1ull << 53;
  const auto end = entry.end().offset();
  const auto count = static_cast<std::uint64_t>(entry.said_size());
  if (end > highest || count > end) return false;
  auto next = end - count;
  return std::ranges::all_of(entry.said(), [&](const peer::Said& each) {
    return each.at().offset() == ++next;
  });
}

void finish(peer::LogEntry& entry, const append_records& append) {
  const auto& last = entry.said(entry.said_size() - 1);
  *entry.mutable_end() = last.at();
  entry.set_time_ms(last.time_ms());
  parley::put(*entry.mutable_version(), append.version);
}

}  // namespace

// -- writing ------------------------------------------------------------------

std::vector<peer::LogEntry> entries_of(const append_records& append,
                                       std::size_t entry_size) {
  std::vector<peer::LogEntry> out;
  std::size_t bytes = 0;
  for (const auto& each : append.records) {
    const auto size = each.said->data.size();
    if (out.empty() || bytes + size > entry_size) {
      out.emplace_back();
      bytes = 0;
    }
    put(*out.back().add_said(), each, append.behind.epoch);
    bytes += size;
  }
  for (auto& each : out) finish(each, append);
  return out;
}

peer::LogEntry clearing_entry(const stream_position& end, stored_time now) {
  peer::LogEntry entry;
  peer::put(*entry.mutable_end(), end);
  entry.set_time_ms(peer::to_ms(now));
  entry.set_cleared(true);
  return entry;
}

peer::LogEntry claiming_entry(const stored_room& known) {
  peer::LogEntry entry;
  peer::put(*entry.mutable_end(), known.end);
  entry.set_time_ms(peer::to_ms(known.used));
  parley::put(*entry.mutable_version(), known.version);
  return entry;
}

stored_room begun_room(stored_time now) {
  return {.end = {0, new_epoch()},
          .used = now,
          .version = {},
          .newest = {},
          .keys = {}};
}

bool follows(const stream_position& at, const stream_position& end) {
  return at == end || at.offset == 0;
}

stream_position end_of(const peer::LogEntry& entry) {
  return peer::position_of(entry.end());
}

// -- where to begin -----------------------------------------------------------

// A mark for each entry would be a lot: one now and then does.
void log_tail::add(std::uint64_t sequence, const peer::LogEntry& entry,
                   std::size_t wanted) {
  if (entry.said().empty()) return;
  const auto first = entry.said(0).at().offset();
  if (first == 1) marks_.clear();
  if (marks_.empty() || first - marks_.back().first >= log_mark_distance)
    marks_.push_back(
        {sequence, first, peer::to_ms(peer::from_ms(entry.time_ms()))});
  const auto end = entry.end().offset();
  const auto keys_since =
      peer::to_ms(peer::from_ms(entry.time_ms())) -
      std::chrono::milliseconds(recent_keys::lifetime).count();
  const auto is_behind = [&](const mark& each) {
    const auto newer = end + 1 - each.first;
    return newer >= wanted &&
           (newer >= recent_keys::capacity || each.time_ms < keys_since);
  };
  while (marks_.size() > 1 && is_behind(marks_[1])) marks_.pop_front();
}

std::uint64_t log_tail::begin() const {
  return marks_.empty() ? 0 : marks_.front().sequence;
}

// -- reading ------------------------------------------------------------------

void room_log::begin(const stream_position& end) {
  if (end.epoch == end_.epoch) return;
  records_.clear();
  keys_.clear();
  version_ = {};
  end_ = {0, end.epoch};
}

void room_log::add(const peer::LogEntry& entry) {
  if (!is_room_entry(entry)) return;
  begin(end_of(entry));
  const auto before =
      entry.end().offset() - static_cast<std::uint64_t>(entry.said_size());
  if (before != end_.offset) records_.clear();
  for (const auto& each : entry.said()) {
    auto said = std::make_shared<const publication>(peer::publication_of(each));
    const auto at = peer::from_ms(each.time_ms());
    if (!each.key().empty()) keys_.push_back({each.key(), said->offset, at});
    records_.push_back({std::move(said), at});
  }
  if (entry.cleared()) records_.clear();
  end_ = end_of(entry);
  used_ = std::max(used_, peer::from_ms(entry.time_ms()));
  if (!entry.cleared())
    version_ = {entry.version().number(), entry.version().epoch()};
}

stored_room room_log::known(const store::load_wish& wish) const {
  stored_room out{.end = end_,
                  .used = used_,
                  .version = version_,
                  .newest = {},
                  .keys = {}};
  const auto count = std::min(wish.newest, records_.size());
  for (auto i = records_.size() - count; i < records_.size(); ++i)
    if (records_[i].at >= wish.since || !out.newest.empty())
      out.newest.push_back(records_[i]);
  for (const auto& each : keys_)
    if (each.at >= wish.keys_since) out.keys.push_back(each);
  if (out.keys.size() > wish.keys)
    out.keys.erase(out.keys.begin(),
                   out.keys.end() - static_cast<std::ptrdiff_t>(wish.keys));
  return out;
}

// What counts as trimmed is before what does not.
std::vector<record> room_log::read(const store::range& wanted) const {
  std::vector<record> all;
  for (const auto& each : records_) {
    const auto offset = each.said->offset;
    if (offset < wanted.first || offset > wanted.last) continue;
    if (each.at < wanted.said_since && all.empty()) continue;
    all.push_back(each);
  }
  std::vector<record> out;
  answer_room left(wanted.bytes);
  bool is_full = false;
  const auto take = [&](const record& each) {
    const auto offset = each.said->offset;
    const bool is_wanted =
        !wanted.since ||
        (wanted.reverse ? offset < *wanted.since : offset > *wanted.since);
    if (!is_wanted || is_full) return;
    is_full = out.size() == wanted.limit || !left.takes(*each.said);
    if (!is_full) out.push_back(each);
  };
  if (wanted.reverse)
    std::for_each(all.rbegin(), all.rend(), take);
  else
    std::ranges::for_each(all, take);
  return out;
}

}  // namespace parley
