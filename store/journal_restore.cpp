// SPDX-License-Identifier: Apache-2.0
#include "store/journal_restore.hpp"

#include "store/data_directory.hpp"
#include "store/sqlite_store.hpp"

#include <array>
#include <filesystem>
#include <system_error>

namespace parley {

namespace {

namespace fs = std::filesystem;

/// The files beside a journal's database; the record of its opening is moved
/// last, because it identifies the others.
constexpr std::array beside{"-wal", "-shm", "-opening"};

void require(const std::error_code& failed, const std::string& what) {
  if (failed) throw store_error(what + ": " + failed.message());
}

/// A new directory for the replaced files.
std::string make_attic(const std::string& directory) {
  for (int number = 1;; ++number) {
    const auto path = directory + "/replaced-" + std::to_string(number);
    std::error_code failed;
    if (fs::create_directory(path, failed)) return path;
    require(failed, path + " cannot be made");
  }
}

std::string keep_old(const std::string& directory, const std::string& journal) {
  if (!fs::exists(journal) && !fs::exists(journal + "-wal")) return {};
  const auto attic = make_attic(directory);
  std::error_code failed;
  fs::permissions(attic, fs::perms::owner_all, failed);
  for (const std::string suffix : {"", "-wal", "-shm", "-opening"}) {
    if (!fs::exists(journal + suffix)) continue;
    fs::create_hard_link(journal + suffix, attic + "/journal.db" + suffix,
                         failed);
    require(failed, journal + suffix + " cannot be kept in " + attic);
  }
  return attic;
}

}  // namespace

std::string restore_journal(const std::string& backup,
                            const std::string& directory) {
  const sqlite_store from(backup, sqlite_store::read_only{});
  const auto damage = from.damage();
  if (!damage.empty())
    throw store_error(backup + " is damaged: " + damage.front());
  const data_directory held(directory);
  const auto journal = held.journal_path();
  const auto fresh = journal + ".restored";
  std::error_code failed;
  fs::remove(fresh, failed);
  from.back_up(fresh);
  const auto attic = keep_old(held.path(), journal);
  // From here on, until the last line, a server that starts finds a log of
  // another journal and refuses to start.
  fs::rename(fresh, journal, failed);
  require(failed, fresh + " cannot be renamed to " + journal);
  for (const std::string suffix : beside) {
    fs::remove(journal + suffix, failed);
    require(failed, journal + suffix + " cannot be removed");
  }
  return attic;
}

}  // namespace parley
