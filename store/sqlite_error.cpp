// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_error.hpp"

#include <sqlite3.h>
#include <system_error>

namespace parley {

namespace {

/// The message of SQLite or the system, for reference.
std::string details(int code, int system_error, const std::string& message) {
  auto out = " (" + message + ", SQLite code " + std::to_string(code);
  if (system_error != 0)
    out += ": " + std::generic_category().message(system_error);
  return out + ")";
}

std::string advice(const std::string& path, int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "there is no room to write " + path + ": free space on its disk";
    case SQLITE_IOERR:
      return "the disk refuses to read or write " + path +
             ": see what ails it, and whether it is full";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return path + " may not be written: give this user the right to write " +
             "it and its directory, and mount the disk for writing";
    case SQLITE_CANTOPEN:
      return path + " or the -wal and -shm beside it cannot be opened: give " +
             "this user the right to read and write them and their directory";
    case SQLITE_NOTADB:
      return path +
             " is not a journal: name the right file, or put back a backup";
    case SQLITE_CORRUPT:
      return path + " is damaged: keep a copy of it, and put back a backup";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return path + " is locked by another program: let it finish or end it";
    case SQLITE_NOMEM:
      return "there is no memory left to use " + path + ": give it more";
    case SQLITE_TOOBIG:
      return "a publication is too large for " + path;
    default:
      return path + " cannot be used: see the message of SQLite";
  }
}

}  // namespace

store_error sqlite_failure(const std::string& path, int code, int system_error,
                           const std::string& message) {
  return store_error(advice(path, code) + details(code, system_error, message));
}

store_error damaged_file(const std::string& path, const std::string& what) {
  return store_error(advice(path, SQLITE_CORRUPT) + " (" + what + ")");
}

}  // namespace parley
