// SPDX-License-Identifier: Apache-2.0
// The directory that a server keeps its data in, for itself alone while this
// object lives.
#pragma once

#include <string>

namespace parley {

class data_directory {
 public:
  /// Makes the directory when it is not there, for this user only; its parent
  /// must be there. Throws `store_error` when it cannot be used, or another
  /// process has it.
  explicit data_directory(std::string path);
  data_directory(const data_directory&) = delete;
  data_directory& operator=(const data_directory&) = delete;
  ~data_directory();

  const std::string& path() const { return path_; }
  std::string journal_path() const { return journal_path(path_); }

  /// For any directory, also one that another process uses.
  static std::string journal_path(const std::string& directory) {
    return directory + "/journal.db";
  }

 private:
  std::string path_;
  /// A lock on DIR/lock, whose text is our process id.
  int lock_ = -1;
};

}  // namespace parley
