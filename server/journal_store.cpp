// SPDX-License-Identifier: Apache-2.0
#include "server/journal_store.hpp"

#include "protocol/namespaces.hpp"
#include "store/jetstream_store.hpp"
#include "store/sqlite_store.hpp"

#include <map>
#include <string>

namespace parley {

namespace {

history::bounds bounds_of(const channel_options& options,
                          const channel_settings& all) {
  const auto own = options.history_meta_ttl;
  return {.size = options.history_size,
          .ttl = options.history_ttl,
          .meta_ttl = own.count() > 0 ? own : all.history_meta_ttl};
}

std::map<std::string, history::bounds> durable_spaces(
    const channel_settings& all) {
  std::map<std::string, history::bounds> spaces;
  if (all.without_namespace.is_durable())
    spaces.emplace("", bounds_of(all.without_namespace, all));
  for (const auto& [name, options] : all.namespaces)
    if (options.is_durable()) spaces.emplace(name, bounds_of(options, all));
  return spaces;
}

}  // namespace

// In a cluster a room survives its node, so its history must, too.
std::unique_ptr<store> open_store(const settings& values,
                                  const std::optional<data_directory>& data) {
  if (data) return std::make_unique<sqlite_store>(data->journal_path());
  if (!has_durable_rooms(values.channel)) return nullptr;
  return std::make_unique<jetstream_store>(
      values.cluster, durable_spaces(values.channel),
      values.client.recovery_max_publication_limit);
}

}  // namespace parley
