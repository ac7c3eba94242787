// SPDX-License-Identifier: Apache-2.0
// Conversion between a room and its state elsewhere: in a store, at its relays,
// at its next owner. Pure.
#pragma once

#include "room/room.hpp"
#include "store/record.hpp"

#include <cstdint>

namespace parley {

/// The state that a relay or the next owner needs: the newest publications that
/// fit into `relay_tail_size`, none up to `behind`; of a durable room no keys,
/// which are stored.
stored_room known_of(const room& from, std::uint64_t behind = 0);

/// The same of a room that does not run: its position alone.
stored_room known_of(remembered_position of_room);

/// The room goes on from there.
void restore(room& to, stored_room&& known);

}  // namespace parley
