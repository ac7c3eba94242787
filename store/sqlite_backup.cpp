// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_backup.hpp"

#include "store/journal_pair.hpp"
#include "store/journal_path.hpp"
#include "store/sqlite_statement.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <system_error>

namespace parley {

namespace {

/// 4 MiB between two reports.
constexpr int pages_per_step = 1024;

struct finisher {
  void operator()(sqlite3_backup* backup) const {
    sqlite3_backup_finish(backup);
  }
};

/// Removes the files of a failed backup.
class unfinished_file {
 public:
  explicit unfinished_file(std::string path) : path_(std::move(path)) {
    remove();
  }
  unfinished_file(const unfinished_file&) = delete;
  unfinished_file& operator=(const unfinished_file&) = delete;
  ~unfinished_file() { remove(); }

  const std::string& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const auto* suffix : {"", "-journal", "-wal", "-shm"})
      std::filesystem::remove(path_ + suffix, ignored);
  }

  std::string path_;
};

void copy(const sqlite_file& from, const sqlite_file& to,
          const backup_progress& progress) {
  // Without this, a writer would make every step begin from the start.
  sqlite_transaction moment(from, file_access::read_only);
  sqlite_statement(from, "SELECT count(*) FROM sqlite_schema").run();
  const std::unique_ptr<sqlite3_backup, finisher> backup(
      sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
  if (!backup) to.fail(sqlite3_extended_errcode(to.handle()));
  int code = SQLITE_OK;
  while (code == SQLITE_OK) {
    code = sqlite3_backup_step(backup.get(), pages_per_step);
    const auto total = sqlite3_backup_pagecount(backup.get());
    const auto left = sqlite3_backup_remaining(backup.get());
    if (progress)
      progress(static_cast<std::uint64_t>(total - left),
               static_cast<std::uint64_t>(total));
  }
  if (code != SQLITE_DONE) to.fail(code);
}

}  // namespace

void back_up(const sqlite_file& source, const std::string& target,
             const backup_progress& progress) {
  if (std::filesystem::exists(target))
    throw store_error(target + " is there already: name a new file");
  const unfinished_file part(target + ".part");
  prepare_journal_path(part.path(), file_access::read_write);
  {
    const sqlite_file target_file(part.path(), file_access::read_write);
    copy(source, target_file, progress);
    forget_opening(target_file);
  }
  std::error_code error;
  std::filesystem::rename(part.path(), target, error);
  if (error)
    throw store_error(part.path() + " cannot be renamed to " + target + ": " +
                      error.message());
}

}  // namespace parley
