// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_read.hpp"

#include "room/answer_size.hpp"
#include "store/record_columns.hpp"
#include "store/stored_ms.hpp"

#include <algorithm>
#include <unordered_set>

namespace parley {

namespace {

std::string select_records(const char* order) {
  return std::string("SELECT") + record_columns +
         "FROM publications WHERE room = (SELECT id FROM rooms WHERE name = ?1)"
         " AND offset BETWEEN ?2 AND ?3 ORDER BY offset " +
         order;
}

/// Offsets, both inclusive.
struct span_of_offsets {
  std::uint64_t lowest = 0;
  std::uint64_t highest = 0;
};

std::optional<span_of_offsets> span_of(const store::range& wanted) {
  span_of_offsets out{wanted.first, wanted.last};
  if (wanted.since && wanted.reverse) {
    if (*wanted.since == 0) return std::nullopt;
    out.highest = std::min(out.highest, *wanted.since - 1);
  } else if (wanted.since) {
    if (*wanted.since == UINT64_MAX) return std::nullopt;
    out.lowest = std::max(out.lowest, *wanted.since + 1);
  }
  return out;
}

}  // namespace

sqlite_read::sqlite_read(const sqlite_file& file)
    : file_(file),
      room_(file,
            "SELECT epoch, top, used_ms, version, version_epoch "
            "FROM rooms WHERE name = ?1"),
      keys_(file,
            "SELECT key, offset, said_ms FROM keys "
            "WHERE room = (SELECT id FROM rooms WHERE name = ?1) "
            "AND said_ms >= ?2 ORDER BY offset DESC"),
      upwards_(file, select_records("ASC")),
      downwards_(file, select_records("DESC")) {}

std::optional<stored_room> sqlite_read::load(const std::string& room,
                                             const store::load_wish& wish) {
  // All of it as of one moment, also while another process writes.
  sqlite_transaction moment(file_, file_access::read_only);
  stored_room out;
  {
    auto row = room_.query(room);
    if (!row.next()) return std::nullopt;
    out.end = {row.offset(1), row.text(0)};
    out.used = from_ms(row.integer(2));
    out.version = {static_cast<std::uint64_t>(row.integer(3)), row.text(4)};
  }
  const store::range newest{
      .limit = wish.newest, .reverse = true, .said_since = wish.since};
  out.newest = read(room, newest);
  std::ranges::reverse(out.newest);
  out.keys = keys(room, wish);
  return out;
}

std::vector<stored_key> sqlite_read::keys(const std::string& room,
                                          const store::load_wish& wish) {
  std::vector<stored_key> out;
  std::unordered_set<std::string> seen;
  auto row = keys_.query(room, since_ms(wish.keys_since));
  while (out.size() < wish.keys && row.next())
    if (seen.insert(row.text(0)).second)
      out.push_back({row.text(0), row.offset(1), from_ms(row.integer(2))});
  std::ranges::reverse(out);
  return out;
}

std::vector<record> sqlite_read::read(const std::string& room,
                                      const store::range& wanted) {
  std::vector<record> out;
  const auto offsets = span_of(wanted);
  if (!offsets) return out;
  const auto since = since_ms(wanted.said_since);
  auto& statement = wanted.reverse ? downwards_ : upwards_;
  auto row = statement.query(room, offsets->lowest, offsets->highest);
  answer_room left(wanted.bytes);
  while (out.size() < wanted.limit && row.next()) {
    const bool is_over = row.integer(1) < since;
    if (!wanted.reverse && out.empty() && is_over) continue;
    auto next = read_record(row, file_.path());
    if (!left.takes(*next.said)) break;
    out.push_back(std::move(next));
  }
  if (wanted.reverse)
    while (!out.empty() && to_ms(out.back().at) < since) out.pop_back();
  return out;
}

}  // namespace parley
