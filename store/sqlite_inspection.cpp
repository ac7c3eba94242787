// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_inspection.hpp"

#include "store/sqlite_statement.hpp"
#include "store/stored_ms.hpp"

#include <array>

namespace parley {

namespace {

/// Each row is a sentence.
constexpr std::array questions{
    "SELECT * FROM pragma_integrity_check(100) WHERE integrity_check <> 'ok'",
    // Offsets have no gaps and end where the room does.
    "SELECT 'room ' || name || ' ends at ' || top || ', and of the offsets ' ||"
    " min(offset) || ' to ' || max(offset) || ' it has ' || count(*) "
    "FROM rooms JOIN publications ON room = id GROUP BY id "
    "HAVING max(offset) <> top OR min(offset) < 1 "
    "OR count(*) <> max(offset) - min(offset) + 1 LIMIT 100",
    "SELECT 'publications of a room ' || room || ' that is not there' "
    "FROM publications WHERE room NOT IN (SELECT id FROM rooms) "
    "GROUP BY room LIMIT 100",
    "SELECT 'keys of a room ' || room || ' that is not there' FROM keys "
    "WHERE room NOT IN (SELECT id FROM rooms) GROUP BY room LIMIT 100",
    "SELECT 'room ' || name || ' has a key of offset ' || offset || ', and "
    "ends at ' || top FROM keys JOIN rooms ON room = id "
    "WHERE offset NOT BETWEEN 1 AND top LIMIT 100",
    "SELECT 'room ' || name || ' has data that is not JSON at offset ' || "
    "offset "
    "FROM publications JOIN rooms ON room = id WHERE kind = 0 "
    "AND length(data) > 0 AND NOT json_valid(CAST(data AS TEXT)) LIMIT 100",
    "SELECT 'room ' || name || ' has no kind or no tags at offset ' || offset "
    "FROM publications JOIN rooms ON room = id WHERE kind NOT IN (0, 1, 2) "
    "OR (tags IS NOT NULL AND NOT json_valid(tags)) LIMIT 100",
};

}  // namespace

std::vector<room_summary> summarize_rooms(const sqlite_file& file) {
  // Offsets have no gaps: the lowest one gives their number.
  sqlite_statement select(
      file,
      "SELECT name, epoch, top, used_ms, keep_size, keep_ttl_ms, "
      "keep_meta_ttl_ms, (SELECT min(offset) FROM publications WHERE room = id)"
      " FROM rooms ORDER BY name");
  std::vector<room_summary> out;
  auto row = select.query();
  while (row.next()) {
    const auto oldest = row.offset(7);
    out.push_back({row.text(0),
                   {row.offset(2), row.text(1)},
                   from_ms(row.integer(3)),
                   oldest == 0 ? 0 : row.offset(2) - oldest + 1,
                   oldest,
                   {static_cast<std::size_t>(row.offset(4)),
                    std::chrono::milliseconds(row.integer(5)),
                    std::chrono::milliseconds(row.integer(6))}});
  }
  return out;
}

std::vector<std::string> find_damage(const sqlite_file& file) {
  sqlite_transaction moment(file, file_access::read_only);
  std::vector<std::string> out;
  for (const auto* question : questions) {
    sqlite_statement statement(file, question);
    auto row = statement.query();
    while (row.next()) out.push_back(row.text(0));
    // In a file that is broken itself, the rest means nothing.
    if (!out.empty()) break;
  }
  return out;
}

}  // namespace parley
