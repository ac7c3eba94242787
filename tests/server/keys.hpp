// SPDX-License-Identifier: Apache-2.0
// A list of keys, for tests: by name, and set by text.
#pragma once

#include "server/value.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

inline const setting& key_of(const std::vector<setting>& keys,
                             std::string_view name) {
  const auto at = std::ranges::find(keys, name, &setting::key);
  if (at == keys.end()) throw std::out_of_range(std::string(name));
  return *at;
}

inline void set_key(const std::vector<setting>& keys, std::string_view name,
                    std::string_view text) {
  assign(key_of(keys, name), text);
}

/// The names of the keys that are secret, sorted.
inline std::vector<std::string> secrets_of(const std::vector<setting>& keys) {
  std::vector<std::string> names;
  for (const auto& each : keys)
    if (each.is_secret()) names.push_back(each.key);
  std::ranges::sort(names);
  return names;
}

}  // namespace parley
