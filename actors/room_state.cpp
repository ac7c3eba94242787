// SPDX-License-Identifier: Apache-2.0
#include "actors/room_state.hpp"

#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

recent_keys keys_of(const stored_room& found) {
  recent_keys keys;
  for (const auto& each : found.keys)
    keys.add(each.key, {each.offset, found.end.epoch}, each.at);
  return keys;
}

history::past past_of(stored_room& found) {
  history::past past{found.end, found.used, {}};
  for (auto& each : found.newest)
    past.kept.emplace_back(std::move(each.said), each.at);
  return past;
}

}  // namespace

stored_room known_of(const room& from, std::uint64_t behind) {
  auto past = from.past().remembered();
  stored_room out{.end = std::move(past.top),
                  .used = past.last_use,
                  .version = from.version(),
                  .newest = {},
                  .keys = {}};
  std::size_t bytes = 0;
  for (auto at = past.kept.rbegin(); at != past.kept.rend(); ++at) {
    bytes += at->first->data.size();
    if (at->first->offset <= behind || bytes > relay_tail_size) break;
    out.newest.push_back({at->first, at->second});
  }
  std::ranges::reverse(out.newest);
  if (from.options().is_durable()) return out;
  for (auto& each : from.keys().all())
    out.keys.push_back({std::move(each.key), each.given.offset, each.at});
  return out;
}

stored_room known_of(remembered_position of_room) {
  return {.end = std::move(of_room.at),
          .used = of_room.used,
          .version = std::move(of_room.version),
          .newest = {},
          .keys = {}};
}

void restore(room& to, stored_room&& known) {
  auto keys = keys_of(known);
  to.restore(past_of(known), std::move(keys), std::move(known.version));
}

}  // namespace parley
