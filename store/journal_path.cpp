// SPDX-License-Identifier: Apache-2.0
#include "store/journal_path.hpp"

#include "store/file_error.hpp"
#include "store/journal_pair.hpp"
#include "store/store.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace parley {

namespace {

// Nothing here opens a file that is there: to close it again would take away
// the locks that another connection of this process has on it.
void require_access(const std::string& path, int mode,
                    const std::string& advice) {
  if (::faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) != 0)
    throw_file_error(path + " cannot be used", errno, advice);
}

std::string directory_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

void create(const std::string& path) {
  const int file =
      ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0)
    throw_file_error(path + " cannot be made", errno,
                     "its directory must be there and belong to this user");
  ::close(file);
}

/// SQLite deletes a log without a database, and the publications in it.
void require_database_of_log(const std::string& path) {
  std::error_code none;
  const auto size = std::filesystem::file_size(path, none);
  if (!none && size > 0) return;
  const auto log = path + "-wal";
  const auto logged = std::filesystem::file_size(log, none);
  if (!none && logged > 0)
    throw store_error(log + " has publications, and " + path +
                      " that they belong to is gone: put it back, or move " +
                      log + " away");
}

}  // namespace

void prepare_journal_path(const std::string& path, file_access access) {
  namespace fs = std::filesystem;
  const bool is_read_only = access == file_access::read_only;
  std::error_code error;
  const auto found = fs::status(path, error);
  require_database_of_log(path);
  require_own_log(path);
  if (found.type() == fs::file_type::not_found) {
    if (is_read_only)
      throw store_error("there is no " + path +
                        ": name the directory of a server that has run");
    create(path);
  } else if (found.type() != fs::file_type::none &&
             found.type() != fs::file_type::regular) {
    throw store_error(path + " is not a file: move it away");
  }
  const auto advice = std::string("this user must be able to ") +
                      (is_read_only ? "read it" : "read and write it");
  require_access(path, is_read_only ? R_OK : R_OK | W_OK, advice);
  if (!is_read_only)
    require_access(directory_of(path), W_OK | X_OK,
                   "this user must be able to make files in it");
}

}  // namespace parley
