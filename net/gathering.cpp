// SPDX-License-Identifier: Apache-2.0
#include "net/gathering.hpp"

#include "protocol/limits.hpp"
#include "protocol/name_hash.hpp"

namespace parley {

gathering::seat gathering::enter(std::string_view room) {
  // The low bits: the high ones select the room's loop.
  const auto place = hash_of_name(room) % places;
  auto& taken = taken_[place];
  const auto before = taken.fetch_add(1, std::memory_order_relaxed);
  return {taken, before < gathered_members};
}

}  // namespace parley
