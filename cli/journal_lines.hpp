// SPDX-License-Identifier: Apache-2.0
// Rooms of a journal as lines of JSON, for export and import. Pure.
#pragma once

#include "store/record.hpp"
#include "store/sqlite_inspection.hpp"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// The line before those of a room's publications.
std::string room_line(const room_summary& room, const data_version& version);

/// A publication.
std::string record_line(const record& kept);

/// Lines that cannot be imported. The text has the number of the line.
class line_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Puts lines together to what brings their rooms into a journal.
class line_reader {
 public:
  /// The next line, without its end. Throws `line_error`.
  void read(std::string_view line);

  /// All rooms, those without publications too. Throws `line_error` when the
  /// last one is not complete.
  std::vector<append_records> finish();

 private:
  void begin_room(std::string_view line);
  void add_record(std::string_view line);
  void require_complete() const;
  [[noreturn]] void fail(const std::string& what) const;

  std::size_t line_ = 0;
  std::vector<append_records> rooms_;
  /// Where the room that is being read has to end.
  std::uint64_t end_ = 0;
};

}  // namespace parley
