// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_store.hpp"

#include "store/journal_pair.hpp"
#include "store/journal_path.hpp"
#include "store/sqlite_append.hpp"
#include "store/sqlite_file.hpp"
#include "store/sqlite_read.hpp"
#include "store/sqlite_schema.hpp"
#include "store/sqlite_trim.hpp"
#include "store/stored_ms.hpp"

#include <filesystem>
#include <system_error>

namespace parley {

namespace {

sqlite_file open_journal(const std::string& path, file_access access) {
  prepare_journal_path(path, access);
  sqlite_file file(path, access);
  open_schema(file, access);
  if (access == file_access::read_write) begin_opening(file);
  return file;
}

}  // namespace

struct sqlite_store::database {
  database(const std::string& path, file_access access)
      : file(open_journal(path, access)) {}

  sqlite_file file;
  sqlite_append append{file};
  sqlite_read read{file};
  sqlite_trim trim{file};
};

sqlite_store::sqlite_store(const std::string& path)
    : database_(std::make_unique<database>(path, file_access::read_write)) {}

sqlite_store::sqlite_store(const std::string& path, read_only)
    : database_(std::make_unique<database>(path, file_access::read_only)) {}

sqlite_store::~sqlite_store() = default;

std::vector<change_outcome> sqlite_store::commit(
    std::span<const change> changes) {
  std::vector<change_outcome> outcomes;
  outcomes.reserve(changes.size());
  sqlite_transaction transaction(database_->file, file_access::read_write);
  for (const auto& each : changes)
    outcomes.push_back(std::visit(
        [this](const auto& wish) { return database_->append.make(wish); },
        each));
  transaction.commit();
  return outcomes;
}

std::optional<stored_room> sqlite_store::load(const std::string& room,
                                              const load_wish& wish) {
  return database_->read.load(room, wish);
}

std::vector<record> sqlite_store::read(const std::string& room,
                                       const range& wanted) {
  return database_->read.read(room, wanted);
}

bool sqlite_store::trim(stored_time now, std::size_t limit) {
  const auto now_ms = to_ms(now);
  // Mostly there is nothing to do, and nothing to write then.
  if (!database_->trim.is_due(now_ms)) return false;
  sqlite_transaction transaction(database_->file, file_access::read_write);
  database_->trim.trim(now_ms, limit);
  const bool is_due = database_->trim.is_due(now_ms);
  transaction.commit();
  return is_due;
}

std::vector<room_summary> sqlite_store::rooms() const {
  return summarize_rooms(database_->file);
}

std::vector<std::string> sqlite_store::damage() const {
  return find_damage(database_->file);
}

void sqlite_store::back_up(const std::string& target,
                           const backup_progress& progress) const {
  parley::back_up(database_->file, target, progress);
}

std::uint64_t sqlite_store::file_size() const {
  std::uint64_t total = 0;
  for (const auto* suffix : {"", "-wal"}) {
    std::error_code error;
    const auto size =
        std::filesystem::file_size(database_->file.path() + suffix, error);
    if (!error) total += size;
  }
  return total;
}

}  // namespace parley
