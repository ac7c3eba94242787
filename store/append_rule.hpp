// SPDX-License-Identifier: Apache-2.0
// Whether an append follows the state that a store knows of its room. Pure:
// every store uses this rule.
#pragma once

#include "store/record.hpp"

#include <chrono>
#include <cstdint>

namespace parley {

enum class footing : std::uint8_t {
  follows,   // behind the room's last publication
  new_room,  // the store does not know the room
  anew,      // another epoch, and nothing of the old one is worth keeping
  conflict,
};

/// Where a room is and how long that counts.
struct known_end {
  stream_position at;
  stored_time used;
  std::chrono::milliseconds meta_ttl{0};
};

/// `known` is null for a room that the store does not know.
footing judge(const known_end* known, const append_records& wish);

}  // namespace parley
