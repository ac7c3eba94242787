// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_trim.hpp"

#include "room/recent_keys.hpp"
#include "store/stored_ms.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace parley {

namespace {

constexpr auto never = std::numeric_limits<std::int64_t>::max();

/// A busy room always has something that is over in a moment: it is looked at
/// again when some has come together.
std::int64_t with_patience(std::int64_t end, std::chrono::milliseconds ttl,
                           std::int64_t now_ms) {
  using namespace std::chrono_literals;
  return std::max(
      end, now_ms + std::min<std::chrono::milliseconds>(ttl / 8, 1min).count());
}

}  // namespace

sqlite_trim::sqlite_trim(const sqlite_file& file)
    : due_(file,
           "SELECT id, top, used_ms, keep_size, keep_ttl_ms, keep_meta_ttl_ms "
           "FROM rooms WHERE trim_ms <= ?1 ORDER BY trim_ms LIMIT 1"),
      lowest_records_(file,
                      "SELECT offset, said_ms FROM publications "
                      "WHERE room = ?1 ORDER BY offset"),
      forget_records_(file,
                      "DELETE FROM publications "
                      "WHERE room = ?1 AND offset <= ?2"),
      lowest_keys_(file,
                   "SELECT offset, said_ms FROM keys "
                   "WHERE room = ?1 ORDER BY offset"),
      forget_keys_(file, "DELETE FROM keys WHERE room = ?1 AND offset <= ?2"),
      forget_room_(file, "DELETE FROM rooms WHERE id = ?1"),
      look_again_(file, "UPDATE rooms SET trim_ms = ?2 WHERE id = ?1") {}

bool sqlite_trim::is_due(std::int64_t now_ms) {
  return next_due(now_ms).has_value();
}

void sqlite_trim::trim(std::int64_t now_ms, std::size_t limit) {
  std::size_t done = 0;
  while (done < limit) {
    const auto room = next_due(now_ms);
    if (!room) return;
    // Having looked counts too.
    done += 1 + trim(*room, now_ms, limit - done);
  }
}

std::optional<sqlite_trim::due_room> sqlite_trim::next_due(
    std::int64_t now_ms) {
  auto row = due_.query(now_ms);
  if (!row.next()) return std::nullopt;
  return due_room{row.integer(0),
                  row.offset(1),
                  row.integer(2),
                  row.offset(3),
                  std::chrono::milliseconds(row.integer(4)),
                  std::chrono::milliseconds(row.integer(5))};
}

std::size_t sqlite_trim::trim(const due_room& room, std::int64_t now_ms,
                              std::size_t limit) {
  const auto room_end = end_ms(room.used_ms, room.meta_ttl);
  const bool is_over = room_end <= now_ms;
  const auto surplus =
      is_over ? room.top : room.top - std::min(room.top, room.size);
  const auto records = trim_lowest(lowest_records_, forget_records_, room,
                                   surplus, room.ttl, now_ms, limit);
  const auto keys =
      trim_lowest(lowest_keys_, forget_keys_, room, is_over ? room.top : 0,
                  recent_keys::lifetime, now_ms, limit - records.forgotten);
  if (!records.is_unfinished && !keys.is_unfinished) {
    if (is_over)
      forget_room_.run(room.id);
    else
      look_again_.run(room.id,
                      std::min({room_end, records.next_ms, keys.next_ms}));
  }
  return records.forgotten + keys.forgotten;
}

sqlite_trim::outcome sqlite_trim::trim_lowest(
    sqlite_statement& lowest, sqlite_statement& forget, const due_room& room,
    std::uint64_t surplus, std::chrono::milliseconds ttl, std::int64_t now_ms,
    std::size_t limit) {
  outcome out{0, never, false};
  std::uint64_t last = 0;
  {
    auto row = lowest.query(room.id);
    while (row.next()) {
      const auto end = end_ms(row.integer(1), ttl);
      if (row.offset(0) > surplus && end > now_ms) {
        out.next_ms = with_patience(end, ttl, now_ms);
        break;
      }
      if (out.forgotten == limit) {
        out.is_unfinished = true;
        break;
      }
      last = row.offset(0);
      ++out.forgotten;
    }
  }
  if (out.forgotten > 0) forget.run(room.id, last);
  return out;
}

}  // namespace parley
