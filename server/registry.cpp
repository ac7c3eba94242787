// SPDX-License-Identifier: Apache-2.0
#include "server/registry.hpp"

#include "server/channel_keys.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace parley {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

registry::registry(settings& values) : values_(values) {
  for (auto& each : all_settings(values)) known_.emplace(each.key, each);
}

const setting& registry::find(std::string_view key) const {
  const auto at = known_.find(key);
  if (at != known_.end()) return at->second;
  const auto nearest = std::ranges::min_element(
      known_, {},
      [&](const auto& each) { return edit_distance(each.first, key); });
  throw settings_error("unknown key " + std::string(key) +
                       ", the nearest known one is " + nearest->first);
}

void registry::add_namespace(const std::string& name) {
  if (!is_namespace_name(name))
    throw settings_error("channel.namespaces: \"" + name +
                         "\" is not a valid name: it takes " +
                         std::string(namespace_name_rule));
  const auto [at, is_new] = values_.channel.namespaces.try_emplace(name);
  if (!is_new)
    throw settings_error("channel.namespaces: " + name +
                         " is defined twice; put all its options in one place");
  for (auto& each : namespace_keys(name, at->second))
    known_.emplace(each.key, each);
}

void registry::add_namespace_of(std::string_view key) {
  constexpr std::string_view prefix = "channel.namespaces.";
  if (!key.starts_with(prefix)) return;
  key.remove_prefix(prefix.size());
  // A name may have dots, an option has none.
  const auto end = key.rfind('.');
  if (end == std::string_view::npos) return;
  const std::string name(key.substr(0, end));
  if (!values_.channel.namespaces.contains(name)) add_namespace(name);
}

}  // namespace parley
