// SPDX-License-Identifier: Apache-2.0
// All keys by their names; each namespace brings its own.
#pragma once

#include "server/settings.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace parley {

/// Letters to put in, take out or replace until `a` is `b`.
std::size_t edit_distance(std::string_view a, std::string_view b);

class registry {
 public:
  /// Binds the keys to `values`, which must outlive them.
  explicit registry(settings& values);

  const std::map<std::string, setting, std::less<>>& all() const {
    return known_;
  }

  /// Throws `settings_error` that names the nearest known key.
  const setting& find(std::string_view key) const;

  /// Makes a namespace. Throws `settings_error` when there is one of this name
  /// or none may have it.
  void add_namespace(const std::string& name);

  /// Makes the namespace that `key` is an option of, if it is one and the
  /// namespace is not there yet. Throws `settings_error` for a bad name.
  void add_namespace_of(std::string_view key);

 private:
  settings& values_;
  std::map<std::string, setting, std::less<>> known_;
};

}  // namespace parley
