// SPDX-License-Identifier: Apache-2.0
#include "bench/counting_store.hpp"

#include <utility>

namespace parley::bench {

counting_store::counting_store(std::unique_ptr<store> counted,
                               commit_tally& tally)
    : counted_(std::move(counted)), tally_(tally) {}

std::vector<change_outcome> counting_store::commit(
    std::span<const change> changes) {
  std::size_t count = 0;
  for (const auto& each : changes)
    if (const auto* append = std::get_if<append_records>(&each))
      count += append->records.size();
  tally_.publications.push_back(count);
  return counted_->commit(changes);
}

std::optional<stored_room> counting_store::load(const std::string& room,
                                                const load_wish& wish) {
  return counted_->load(room, wish);
}

std::vector<record> counting_store::read(const std::string& room,
                                         const range& wanted) {
  return counted_->read(room, wanted);
}

bool counting_store::trim(stored_time now, std::size_t limit) {
  return counted_->trim(now, limit);
}

}  // namespace parley::bench
