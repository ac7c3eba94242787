// SPDX-License-Identifier: Apache-2.0
#include "room/history.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace parley {

namespace {

/// What an SDK sends when it has thrown its state away: never to be recovered.
constexpr std::string_view invalidated_epoch = "_";

/// Bytes that a kept publication costs; its sender's info is shared.
std::size_t cost_of(const publication& said) {
  auto bytes = sizeof said + memory_overhead + said.data.size();
  for (const auto& [key, value] : said.tags)
    bytes += memory_overhead + key.size() + value.size();
  return bytes;
}

}  // namespace

history::history(bounds limits, epoch_source new_epoch)
    : bounds_(limits), new_epoch_(std::move(new_epoch)) {}

const stream_position& history::top(time_point now) {
  trim(now);
  touch(now);
  return top_;
}

publication_ptr history::prepare(publication said, time_point now) {
  touch(now);
  said.offset = top_.offset + ++prepared_;
  return std::make_shared<const publication>(std::move(said));
}

void history::keep(publication_ptr said, time_point at) {
  assert(prepared_ > 0 && said->offset == top_.offset + 1);
  --prepared_;
  top_.offset = said->offset;
  last_use_ = std::max(last_use_, at);
  add(std::move(said), at);
  trim(at);
}

stream_position history::end(time_point now) {
  auto position = top(now);
  position.offset += prepared_;
  return position;
}

void history::restore(past stored) {
  assert(prepared_ == 0);
  top_ = std::move(stored.top);
  last_use_ = stored.last_use;
  clear();
  for (auto& [said, at] : stored.kept) add(std::move(said), at);
}

bool history::is_next(const stream_position& at) const {
  return at.epoch == top_.epoch ? at.offset == top_.offset + 1 : at.offset == 1;
}

void history::expect(const std::string& epoch) {
  if (epoch != top_.epoch) {
    top_ = {0, epoch};
    clear();
  }
  ++prepared_;
}

history::past history::remembered() const {
  past all{top_, last_use_, {}};
  for (const auto& each : kept()) all.kept.emplace_back(each.said, each.at);
  return all;
}

history::recovery history::recover(const stream_position& from,
                                   std::size_t limit, time_point now) {
  const auto& end = top(now);
  if (!from.epoch.empty() && from.epoch != end.epoch) return {};
  if (from.offset > end.offset || end.offset - from.offset > limit) return {};
  const auto missed = static_cast<std::size_t>(end.offset - from.offset);
  if (missed > size()) return {};
  auto found = read({.limit = missed, .since = from.offset}, now);
  if (found.size() < missed) return {};
  return {true, std::move(found)};
}

history::recovery history::recover_latest(const stream_position& from,
                                          time_point now) {
  const auto& end = top(now);
  if (from.epoch == invalidated_epoch) return {};
  if (from == end) return {true, {}};
  if (kept().empty()) return {};
  return {true, {kept().back().said}};
}

std::vector<publication_ptr> history::read(const query& q, time_point now) {
  trim(now);
  std::vector<publication_ptr> out;
  answer_room left(q.bytes);
  // Whether the page has space for it; stops at the first one that does not
  // fit.
  const auto takes = [&](const entry& each) {
    if (out.size() == q.limit || !left.takes(*each.said)) return false;
    out.push_back(each.said);
    return true;
  };
  const auto all = kept();
  if (q.reverse) {
    for (auto at = all.rbegin(); at != all.rend(); ++at)
      if (!(q.since && at->said->offset >= *q.since) && !takes(*at)) break;
  } else {
    auto at = std::ranges::partition_point(all, [&](const entry& each) {
      return q.since && each.said->offset <= *q.since;
    });
    while (at != all.end() && takes(*at)) ++at;
  }
  return out;
}

bool history::has_all_of(const query& q, time_point now) {
  trim(now);
  // Publications were dropped for their age only, and all older ones have
  // expired too.
  if (size() < bounds_.size) return true;
  const auto oldest = kept().front().said->offset;
  if (!q.reverse) return q.since && *q.since + 1 >= oldest;
  const auto from = q.since ? *q.since : top_.offset + 1;
  return from > oldest && from - oldest >= q.limit;
}

std::optional<history::time_point> history::expire(time_point now) {
  trim(now);
  if (kept().empty()) return std::nullopt;
  return kept().front().at + bounds_.ttl;
}

void history::trim(time_point now) {
  while (!kept().empty() &&
         (size() > bounds_.size || now - kept().front().at >= bounds_.ttl))
    drop_oldest();
}

void history::add(publication_ptr said, time_point at) {
  held_.grow(cost_of(*said));
  entries_.push_back({std::move(said), at});
}

// Those that are gone are cleared away when they are half of all, so that each
// costs a constant.
void history::drop_oldest() {
  held_.shrink(cost_of(*kept().front().said));
  entries_[first_++] = {};
  if (2 * first_ < entries_.size()) return;
  entries_.erase(entries_.begin(),
                 entries_.begin() + static_cast<std::ptrdiff_t>(first_));
  first_ = 0;
  if (entries_.empty()) clear();
}

void history::clear() {
  entries_ = {};
  first_ = 0;
  held_.resize(0);
}

// Positions that were not used for too long are forgotten: a new epoch starts.
void history::touch(time_point now) {
  const bool over = now - last_use_ >= bounds_.meta_ttl && prepared_ == 0;
  if (!top_.epoch.empty() && over) top_ = {};
  if (top_.epoch.empty()) {
    top_.epoch = new_epoch_();
    clear();
  }
  last_use_ = now;
}

}  // namespace parley
