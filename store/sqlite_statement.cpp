// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_statement.hpp"

#include "protocol/utf8.hpp"

#include <sqlite3.h>

namespace parley {

namespace {

/// An empty text is not null.
const char* start_of(std::string_view bytes) {
  return bytes.data() ? bytes.data() : "";
}

}  // namespace

void sqlite_statement::closer::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

sqlite_statement::sqlite_statement(const sqlite_file& file,
                                   std::string_view sql)
    : file_(file) {
  sqlite3_stmt* prepared = nullptr;
  file_.require_ok(sqlite3_prepare_v3(
      file_.handle(), sql.data(), static_cast<int>(sql.size()),
      SQLITE_PREPARE_PERSISTENT, &prepared, nullptr));
  statement_.reset(prepared);
}

void sqlite_statement::bind(int parameter, std::string_view text) {
  file_.require_ok(sqlite3_bind_text64(statement_.get(), parameter,
                                       start_of(text), text.size(),
                                       SQLITE_STATIC, SQLITE_UTF8));
}

void sqlite_statement::bind(int parameter, maybe_text text) {
  const auto bytes = text.bytes;
  // SQLite's own functions end a text at a NUL.
  if (bytes.find('\0') == std::string_view::npos && is_utf8(bytes))
    return bind(parameter, bytes);
  file_.require_ok(sqlite3_bind_blob64(statement_.get(), parameter,
                                       start_of(bytes), bytes.size(),
                                       SQLITE_STATIC));
}

void sqlite_statement::bind_integer(int parameter, std::int64_t number) {
  file_.require_ok(sqlite3_bind_int64(statement_.get(), parameter, number));
}

void sqlite_statement::bind_null(int parameter) {
  file_.require_ok(sqlite3_bind_null(statement_.get(), parameter));
}

sqlite_statement::rows::~rows() {
  // Reports the error of the last row again.
  sqlite3_reset(of_.statement_.get());
}

bool sqlite_statement::rows::next() {
  const int code = sqlite3_step(of_.statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  of_.file_.fail(code);
}

std::int64_t sqlite_statement::rows::integer(int column) const {
  return sqlite3_column_int64(of_.statement_.get(), column);
}

std::uint64_t sqlite_statement::rows::offset(int column) const {
  return static_cast<std::uint64_t>(integer(column));
}

std::string_view sqlite_statement::rows::bytes(int column) const {
  const auto* start = sqlite3_column_blob(of_.statement_.get(), column);
  const int size = sqlite3_column_bytes(of_.statement_.get(), column);
  return {static_cast<const char*>(start), static_cast<std::size_t>(size)};
}

bool sqlite_statement::rows::is_null(int column) const {
  return sqlite3_column_type(of_.statement_.get(), column) == SQLITE_NULL;
}

}  // namespace parley
