// SPDX-License-Identifier: Apache-2.0
#include "room/remembered_positions.hpp"

#include "protocol/name_hash.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace parley {

namespace {

constexpr std::size_t first_buckets = 8;

/// A use of the table forgets so many rooms whose time is over, so that it
/// shrinks as fast as it grows and no use costs much.
constexpr int expired_per_use = 2;

}  // namespace

std::size_t remembered_positions::part_of(std::uint64_t hash) {
  // The lowest bits choose the bucket, the highest the loop.
  return static_cast<std::size_t>(hash >> 20) % part_count;
}

std::size_t remembered_positions::allocated(std::size_t text_size) {
  // Allocators hand out multiples of this.
  constexpr std::size_t grain = 16;
  return (text_size + grain - 1) / grain * grain;
}

std::size_t remembered_positions::bytes() const {
  return blocks_.size() * block_size * sizeof(entry) + text_bytes_ +
         bucket_bytes_;
}

bool remembered_positions::keep(std::string_view room,
                                const remembered_position& what,
                                duration lifetime) {
  const auto hash = hash_of_name(room);
  const auto known = find(room, hash);
  if (known != none) drop(known);
  const auto& epoch = what.at.epoch;
  const auto& version_epoch = what.version.epoch;
  const auto text_size = room.size() + epoch.size() + version_epoch.size();
  const auto affordable = capacity_ * bytes_per_room;
  if (text_size > affordable ||
      text_size > std::numeric_limits<std::uint32_t>::max()) {
    ++forgotten_;
    return known == none;
  }
  const auto which = new_place();
  auto& added = at(which);
  added.text = std::make_unique<char[]>(text_size);
  auto* out = std::copy(room.begin(), room.end(), added.text.get());
  out = std::copy(epoch.begin(), epoch.end(), out);
  std::copy(version_epoch.begin(), version_epoch.end(), out);
  added.name_size = static_cast<std::uint32_t>(room.size());
  added.epoch_size = static_cast<std::uint32_t>(epoch.size());
  added.version_epoch_size = static_cast<std::uint32_t>(version_epoch.size());
  added.hash = hash;
  added.offset = what.at.offset;
  added.version = what.version.number;
  added.used = what.used;
  added.lifetime = lifetime;
  text_bytes_ += allocated(text_size);
  ++size_;
  auto& home = parts_[part_of(hash)];
  ++home.size;
  grow(home);
  auto& head = home.buckets[hash % home.buckets.size()];
  added.next = std::exchange(head, which);
  append(which);
  make_room(what.used);
  return known == none;
}

std::optional<remembered_position> remembered_positions::use(
    std::string_view room, time_point now) {
  const auto which = find(room, hash_of_name(room));
  if (which == none) return std::nullopt;
  auto& found = at(which);
  if (found.is_over(now)) {
    ++forgotten_;
    drop(which);
    return std::nullopt;
  }
  found.used = now;
  unlink(which);
  append(which);
  auto out = value_of(found);
  make_room(now);
  return out;
}

std::optional<remembered_position> remembered_positions::take(
    std::string_view room, time_point now) {
  const auto which = find(room, hash_of_name(room));
  if (which == none) return std::nullopt;
  const auto& found = at(which);
  std::optional<remembered_position> out;
  if (found.is_over(now))
    ++forgotten_;
  else
    out = value_of(found);
  drop(which);
  return out;
}

bool remembered_positions::knows(std::string_view room, time_point now) const {
  const auto which = find(room, hash_of_name(room));
  return which != none && !at(which).is_over(now);
}

std::vector<remembered_positions::taken_room> remembered_positions::take_from(
    std::size_t which, const std::function<bool(std::string_view)>& is_wanted,
    time_point now) {
  std::vector<taken_room> out;
  std::vector<place> wanted;
  for (auto head : parts_.at(which).buckets)
    for (; head != none; head = at(head).next)
      if (is_wanted(at(head).name())) wanted.push_back(head);
  for (const auto each : wanted) {
    const auto& found = at(each);
    if (found.is_over(now))
      ++forgotten_;
    else
      out.push_back({std::string(found.name()), value_of(found)});
    drop(each);
  }
  return out;
}

// -- parts --------------------------------------------------------------------

remembered_position remembered_positions::value_of(const entry& from) {
  const auto* epoch = from.text.get() + from.name_size;
  return {.at = {from.offset, std::string(epoch, from.epoch_size)},
          .version = {from.version, std::string(epoch + from.epoch_size,
                                                from.version_epoch_size)},
          .used = from.used};
}

remembered_positions::place remembered_positions::find(
    std::string_view room, std::uint64_t hash) const {
  const auto& home = parts_[part_of(hash)];
  if (home.buckets.empty()) return none;
  auto which = home.buckets[hash % home.buckets.size()];
  while (which != none && (at(which).hash != hash || at(which).name() != room))
    which = at(which).next;
  return which;
}

// A part holds a 256th of all rooms: of a million that is a few thousand
// entries, whose buckets are made anew in well under a millisecond.
void remembered_positions::grow(part& which) {
  if (which.size <= which.buckets.size()) return;
  std::vector<place> larger(std::max(first_buckets, 2 * which.buckets.size()),
                            none);
  for (auto head : which.buckets)
    while (head != none) {
      auto& moved = at(head);
      auto& to = larger[moved.hash % larger.size()];
      const auto next = std::exchange(moved.next, to);
      to = std::exchange(head, next);
    }
  bucket_bytes_ += (larger.size() - which.buckets.size()) * sizeof(place);
  which.buckets = std::move(larger);
}

remembered_positions::place remembered_positions::new_place() {
  if (free_ != none) return std::exchange(free_, at(free_).next);
  if (used_places_ == blocks_.size() * block_size)
    blocks_.push_back(std::make_unique<entry[]>(block_size));
  return used_places_++;
}

void remembered_positions::append(place which) {
  auto& added = at(which);
  added.older = newest_;
  added.newer = none;
  (newest_ == none ? oldest_ : at(newest_).newer) = which;
  newest_ = which;
}

void remembered_positions::unlink(place which) {
  const auto& gone = at(which);
  (gone.older == none ? oldest_ : at(gone.older).newer) = gone.newer;
  (gone.newer == none ? newest_ : at(gone.newer).older) = gone.older;
}

void remembered_positions::drop(place which) {
  unlink(which);
  auto& gone = at(which);
  auto& home = parts_[part_of(gone.hash)];
  auto* link = &home.buckets[gone.hash % home.buckets.size()];
  while (*link != which) link = &at(*link).next;
  *link = gone.next;
  text_bytes_ -= allocated(gone.text_size());
  gone = entry{};
  gone.next = std::exchange(free_, which);
  --home.size;
  --size_;
}

void remembered_positions::make_room(time_point now) {
  const auto affordable = capacity_ * bytes_per_room;
  const auto is_over_bounds = [&] {
    const auto spent =
        size_ * sizeof(entry) + text_bytes_ + size_ * 2 * sizeof(place);
    return size_ > capacity_ || spent > affordable;
  };
  while (oldest_ != none && is_over_bounds()) {
    ++forgotten_;
    drop(oldest_);
  }
  for (int i = 0; i < expired_per_use; ++i) {
    if (oldest_ == none || !at(oldest_).is_over(now)) return;
    ++forgotten_;
    drop(oldest_);
  }
}

}  // namespace parley
