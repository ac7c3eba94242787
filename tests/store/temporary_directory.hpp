// SPDX-License-Identifier: Apache-2.0
// A directory of a test's own that goes with all that is in it.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace parley {

class temporary_directory {
 public:
  temporary_directory() : path_(testing::TempDir() + "parley-XXXXXX") {
    if (!::mkdtemp(path_.data())) throw std::runtime_error("no " + path_);
  }
  temporary_directory(const temporary_directory&) = delete;
  temporary_directory& operator=(const temporary_directory&) = delete;
  ~temporary_directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const {
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

/// What a call complains about; empty: it does not.
template <class Error, class Call>
std::string complaint_of(Call call) {
  try {
    call();
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace parley
