// SPDX-License-Identifier: Apache-2.0
// A store in one SQLite file. Commits survive a crash of the program, of the
// system and a power cut; other processes may read the file at the same time.
#pragma once

#include "store/sqlite_backup.hpp"
#include "store/sqlite_inspection.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace parley {

class sqlite_store : public store {
 public:
  /// To look at a journal that may be in use; changes throw.
  struct read_only {};

  /// Opens the journal at `path`, or creates one if there is no file. Throws
  /// `store_error` if the file is not our journal, is damaged, was made by a
  /// newer version, or may not be used: an existing file is never replaced by
  /// an empty journal. See `data_directory` for how to be the only writer.
  explicit sqlite_store(const std::string& path);
  sqlite_store(const std::string& path, read_only);
  ~sqlite_store() override;

  std::vector<change_outcome> commit(std::span<const change> changes) override;
  std::optional<stored_room> load(const std::string& room,
                                  const load_wish& wish) override;
  std::vector<record> read(const std::string& room,
                           const range& wanted) override;
  bool trim(stored_time now, std::size_t limit) override;

  // -- for people -------------------------------------------------------------

  /// All rooms by name.
  std::vector<room_summary> rooms() const;

  /// The faults, a sentence each; empty: none. Reads all of the file.
  std::vector<std::string> damage() const;

  /// Writes a copy to a new file.
  void back_up(const std::string& target,
               const backup_progress& progress = {}) const;

  /// Bytes on the disk, with the log.
  std::uint64_t file_size() const;

 private:
  struct database;
  std::unique_ptr<database> database_;
};

}  // namespace parley
