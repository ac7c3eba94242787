// SPDX-License-Identifier: Apache-2.0
#include "store/data_directory.hpp"

#include "protocol/log_text.hpp"
#include "store/file_error.hpp"
#include "store/store.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace parley {

namespace {

/// A power cut must not take the new directory away with all that is in it.
void make_durable(const std::string& directory) {
  const int opened =
      ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

void make_directory(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) {
    const auto parent = std::filesystem::path(path).parent_path().string();
    return make_durable(parent.empty() ? "." : parent);
  }
  if (errno != EEXIST)
    throw_file_error(
        "the data directory " + path + " cannot be made", errno,
        "its parent directory must be there, and writable for this user");
  if (!std::filesystem::is_directory(path))
    throw store_error("the data directory " + path +
                      " is not a directory: move it away or name another");
}

std::string owner_of(int lock) {
  std::array<char, 32> text{};
  const auto size = ::pread(lock, text.data(), text.size(), 0);
  const std::string id(text.data(),
                       size > 0 ? static_cast<std::size_t>(size) : 0);
  return id.empty() ? "another process"
                    : "process " + id.substr(0, id.find('\n'));
}

int take_lock(const std::string& path) {
  const auto name = path + "/lock";
  const int lock = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    throw_file_error(name + " cannot be opened", errno,
                     "the data directory must be writable for this user");
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  const int error = errno;
  const auto owner = owner_of(lock);
  ::close(lock);
  if (error != EWOULDBLOCK)
    throw_file_error(name + " cannot be locked", error,
                     "choose a directory on a local disk");
  throw store_error("the data directory " + path + " is in use by " + owner +
                    ": stop it, or choose another directory");
}

/// A user that may write into the directory may replace the journal. Only a
/// warning: volumes of containers are often made so, and belong to one process.
void warn_of_others(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return;
  const bool is_open = (found.st_mode & (S_IWGRP | S_IWOTH)) != 0;
  if (is_open)
    spdlog::warn(
        "data.writable_by_others path={} mode={:o} what=\"others can replace "
        "what is kept: chmod 700\"",
        log_text(path), found.st_mode & 07777u);
}

}  // namespace

data_directory::data_directory(std::string path) : path_(std::move(path)) {
  while (path_.size() > 1 && path_.ends_with('/')) path_.pop_back();
  make_directory(path_);
  lock_ = take_lock(path_);
  warn_of_others(path_);
  // Only for people: a disk that is full does not keep us out.
  const auto id = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock_, 0) != 0 ||
      ::pwrite(lock_, id.data(), id.size(), 0) < 0)
    return;
}

data_directory::~data_directory() {
  // The file stays: another process may be waiting at it already.
  if (::ftruncate(lock_, 0) != 0) errno = 0;
  ::close(lock_);
}

}  // namespace parley
