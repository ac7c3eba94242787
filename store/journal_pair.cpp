// SPDX-License-Identifier: Apache-2.0
#include "store/journal_pair.hpp"

#include "protocol/log_text.hpp"
#include "protocol/whole_file.hpp"
#include "store/sqlite_statement.hpp"
#include "store/store.hpp"

#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <random>
#include <sqlite3.h>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace parley {

namespace {

std::string note_of(const std::string& path) {
  return path + "-opening";
}

std::string draw_id() {
  std::random_device entropy;
  std::string id;
  for (int i = 0; i < 4; ++i) id += std::to_string(entropy()) + '.';
  return id;
}

/// As a URI (RFC 3986), whose parameter keeps SQLite from the log.
std::string uri_without_log(const std::string& path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = c == '/' || c == '.' || c == '-' || c == '_' ||
                          (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z');
    if (is_plain)
      uri += c;
    else
      uri += '%', uri += digits[byte >> 4], uri += digits[byte & 15];
  }
  return uri + "?immutable=1";
}

/// The id in the database file without its log; "" if there is none.
std::string id_without_log(const std::string& path) {
  sqlite3* file = nullptr;
  sqlite3_stmt* select = nullptr;
  std::string id;
  if (sqlite3_open_v2(uri_without_log(path).c_str(), &file,
                      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                      nullptr) == SQLITE_OK &&
      sqlite3_prepare_v2(file, "SELECT id FROM opening", -1, &select,
                         nullptr) == SQLITE_OK &&
      sqlite3_step(select) == SQLITE_ROW)
    if (const auto* text = sqlite3_column_text(select, 0))
      id = reinterpret_cast<const char*>(text);
  sqlite3_finalize(select);
  sqlite3_close(file);
  return id;
}

void write_note(const std::string& path, const std::string& text) {
  const auto note = note_of(path);
  const auto fresh = note + ".part";
  const int file =
      ::open(fresh.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  const bool is_written = file >= 0 &&
                          ::write(file, text.data(), text.size()) ==
                              static_cast<ssize_t>(text.size()) &&
                          ::fsync(file) == 0;
  const int error = errno;
  if (file >= 0) ::close(file);
  if (!is_written || std::rename(fresh.c_str(), note.c_str()) != 0)
    throw store_error(
        note + " cannot be written: " +
        std::generic_category().message(is_written ? errno : error));
}

/// True when all that was committed is in the database file. Another process
/// that reads may be in the way.
bool empty_log(const sqlite_file& journal) {
  sqlite_statement checkpoint(journal, "PRAGMA wal_checkpoint(TRUNCATE)");
  auto row = checkpoint.query();
  return row.next() && row.integer(0) == 0;
}

std::string opening_of(const sqlite_file& journal) {
  sqlite_statement select(journal, "SELECT id FROM opening");
  auto row = select.query();
  return row.next() ? row.text(0) : std::string();
}

void replace_opening(const sqlite_file& journal, const std::string& id) {
  sqlite_transaction change(journal, file_access::read_write);
  journal.execute("DELETE FROM opening");
  sqlite_statement(journal, "INSERT INTO opening(id) VALUES(?1)")
      .run(std::string_view(id));
  change.commit();
}

}  // namespace

void require_own_log(const std::string& path) {
  std::error_code none;
  const auto log = path + "-wal";
  const auto logged = std::filesystem::file_size(log, none);
  if (none || logged == 0) return;
  if (!std::filesystem::exists(note_of(path), none)) return;
  // Two lines while an opening is under way, the old id and the new one.
  const auto note = read_whole_file(note_of(path)) + '\n';
  const auto id = id_without_log(path);
  std::string_view rest = note;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    if (rest.substr(0, end) == id) return;
    rest.remove_prefix(end + 1);
  }
  throw store_error(
      path + " is another file than the one that " + log +
      " belongs to, a backup that was copied over it perhaps: nothing was "
      "changed. Put the file back, or bring the backup in with `parley journal "
      "restore`, or move " +
      log + " and " + path + "-shm away, and with them what they have");
}

void begin_opening(const sqlite_file& journal) {
  const auto& path = journal.path();
  try {
    journal.execute(
        "CREATE TABLE IF NOT EXISTS opening(id TEXT NOT NULL) STRICT");
    const auto before = opening_of(journal);
    const auto id = draw_id();
    write_note(path, before + '\n' + id);
    replace_opening(journal, id);
    if (empty_log(journal)) write_note(path, id);
  } catch (const store_error& error) {
    spdlog::warn("journal.no_opening what={}", log_text(error.what()));
  }
}

void forget_opening(const sqlite_file& copy) {
  copy.execute("DROP TABLE IF EXISTS opening");
}

}  // namespace parley
