// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_append.hpp"

#include "room/recent_keys.hpp"
#include "store/stored_ms.hpp"

#include <algorithm>
#include <cassert>

namespace parley {

namespace {

/// Publications over the size go when a chunk of them has come together, so
/// that not every append writes at both ends of its room.
constexpr std::uint64_t max_chunk = 256;
/// So many more at once, when a room's size was made smaller: no append takes
/// long.
constexpr std::uint64_t max_surplus = 1024;

std::uint64_t top_after(const append_records& wish) {
  return wish.behind.offset + wish.records.size();
}

/// When the first thing of this append is over its time.
std::int64_t first_end_ms(const append_records& wish) {
  const auto& records = wish.records;
  const auto from = to_ms(records.front().at);
  auto first = std::min(end_ms(from, wish.keep.ttl),
                        end_ms(to_ms(records.back().at), wish.keep.meta_ttl));
  if (std::ranges::any_of(records, [](const record& each) {
        return !each.idempotency_key.empty();
      }))
    first = std::min(first, end_ms(from, recent_keys::lifetime));
  return first;
}

/// A publisher's version uses all 64 bits.
std::int64_t version_bits(const data_version& version) {
  return static_cast<std::int64_t>(version.number);
}

}  // namespace

sqlite_append::sqlite_append(const sqlite_file& file)
    : find_room_(file,
                 "SELECT id, epoch, top, used_ms, keep_meta_ttl_ms, trim_ms "
                 "FROM rooms WHERE name = ?1"),
      add_room_(file,
                "INSERT INTO rooms(name, epoch, top, used_ms, version, "
                "version_epoch, keep_size, keep_ttl_ms, keep_meta_ttl_ms, "
                "trim_ms) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                "RETURNING id"),
      move_room_(file,
                 "UPDATE rooms SET top = ?2, used_ms = ?3, version = ?4, "
                 "version_epoch = ?5, keep_size = ?6, keep_ttl_ms = ?7, "
                 "keep_meta_ttl_ms = ?8 WHERE id = ?1"),
      trim_earlier_(file, "UPDATE rooms SET trim_ms = ?2 WHERE id = ?1"),
      forget_room_(file, "DELETE FROM rooms WHERE id = ?1"),
      first_offset_(file,
                    "SELECT offset FROM publications WHERE room = ?1 "
                    "ORDER BY offset LIMIT 1"),
      forget_records_(file,
                      "DELETE FROM publications "
                      "WHERE room = ?1 AND offset <= ?2"),
      forget_keys_(file, "DELETE FROM keys WHERE room = ?1"),
      add_key_(file,
               "INSERT INTO keys(room, offset, said_ms, key) "
               "VALUES(?1, ?2, ?3, ?4)"),
      insertion_(file) {}

change_outcome sqlite_append::make(const append_records& wish) {
  auto known = find(wish.room);
  const auto fits = judge(known ? &known->end : nullptr, wish);
  if (fits == footing::conflict) return change_outcome::conflict;
  if (wish.records.empty()) return change_outcome::committed;
  if (fits == footing::anew) {
    forget(known->id);
    known.reset();
  }
  if (known) move_room(*known, wish);
  const auto id = known ? known->id : add_room(wish);
  [[maybe_unused]] auto offset = wish.behind.offset;
  for (const auto& each : wish.records) {
    assert(each.said->offset == ++offset);
    insertion_.insert(id, each);
    if (!each.idempotency_key.empty())
      add_key_.run(id, each.said->offset, to_ms(each.at), each.idempotency_key);
  }
  trim_by_size(id, wish);
  return change_outcome::committed;
}

change_outcome sqlite_append::make(const clear_records& wish) {
  if (const auto known = find(wish.room))
    forget_records_.run(known->id, UINT64_MAX);
  return change_outcome::committed;
}

std::optional<sqlite_append::known_room> sqlite_append::find(
    const std::string& name) {
  auto row = find_room_.query(name);
  if (!row.next()) return std::nullopt;
  return known_room{row.integer(0),
                    {{row.offset(2), row.text(1)},
                     from_ms(row.integer(3)),
                     std::chrono::milliseconds(row.integer(4))},
                    row.integer(5)};
}

void sqlite_append::forget(std::int64_t id) {
  forget_records_.run(id, UINT64_MAX);
  forget_keys_.run(id);
  forget_room_.run(id);
}

std::int64_t sqlite_append::add_room(const append_records& wish) {
  auto row =
      add_room_.query(wish.room, wish.behind.epoch, top_after(wish),
                      to_ms(wish.records.back().at), version_bits(wish.version),
                      wish.version.epoch, wish.keep.size, wish.keep.ttl.count(),
                      wish.keep.meta_ttl.count(), first_end_ms(wish));
  row.next();
  return row.integer(0);
}

void sqlite_append::move_room(const known_room& known,
                              const append_records& wish) {
  move_room_.run(known.id, top_after(wish), to_ms(wish.records.back().at),
                 version_bits(wish.version), wish.version.epoch, wish.keep.size,
                 wish.keep.ttl.count(), wish.keep.meta_ttl.count());
  // Rare: the new records expire before all others.
  const auto first_end = first_end_ms(wish);
  if (first_end < known.trim_ms) trim_earlier_.run(known.id, first_end);
}

void sqlite_append::trim_by_size(std::int64_t id, const append_records& wish) {
  const auto top = top_after(wish);
  if (top <= wish.keep.size) return;
  const auto chunk =
      std::clamp<std::uint64_t>(wish.keep.size / 4, 1, max_chunk);
  if (top / chunk == wish.behind.offset / chunk) return;
  const auto last = top - wish.keep.size;
  std::uint64_t first = 0;
  {
    auto row = first_offset_.query(id);
    if (!row.next()) return;
    first = row.offset(0);
  }
  const auto surplus = 2 * wish.records.size() + chunk + max_surplus;
  if (first <= last) forget_records_.run(id, std::min(last, first + surplus));
}

}  // namespace parley
