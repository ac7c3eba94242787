// SPDX-License-Identifier: Apache-2.0
// Settings from a file, variables and flags that a test makes up.
#pragma once

#include "server/settings_source.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <unistd.h>

namespace parley {

class sources : public ::testing::Test {
 protected:
  sources() {
    source.environment = [this](const std::string& name) -> const char* {
      const auto at = environment.find(name);
      return at == environment.end() ? nullptr : at->second.c_str();
    };
  }
  ~sources() override {
    if (!source.file.empty()) std::remove(source.file.c_str());
  }

  void file(const std::string& toml) {
    // Tests run at once, each in a process of its own.
    source.file = ::testing::TempDir() + "settings_test_" +
                  std::to_string(::getpid()) + ".toml";
    std::ofstream(source.file) << toml;
  }
  settings load() { return load_settings(source); }
  std::string failure() {
    try {
      load();
      return "no failure";
    } catch (const settings_error& error) {
      return error.what();
    }
  }
  /// What is said about `toml`, without the name of the file.
  std::string failure_of(const std::string& toml) {
    file(toml);
    const auto said = failure();
    return said.starts_with(source.file) ? said.substr(source.file.size())
                                         : said;
  }

  settings_source source;
  std::map<std::string, std::string> environment;
};

}  // namespace parley
