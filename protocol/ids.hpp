// SPDX-License-Identifier: Apache-2.0
// The identities that messages carry. Small and included everywhere.
#pragma once

#include "protocol/name_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace parley {

/// Which loop (thread) of this node: 0, 1, ... in order of start.
using loop_index = std::uint16_t;

/// The loop on which the room, or the directory entry of the user, of this name
/// lives. Takes the upper half of the hash: tables of that loop take the lower.
inline std::size_t loop_of(std::string_view name, std::size_t loops) {
  return static_cast<std::size_t>(hash_of_name(name) >> 32) % loops;
}

/// One live session of this process and its connections in rooms. Made on the
/// loop of the session's link without coordination: the loop's index is the
/// upper 16 bits, a counter of that loop the lower 48. Never used twice.
struct connection_id {
  std::uint64_t value = 0;

  static connection_id make(loop_index loop, std::uint64_t count) {
    return {(std::uint64_t{loop} << 48) | count};
  }
  loop_index loop() const { return static_cast<loop_index>(value >> 48); }

  auto operator<=>(const connection_id&) const = default;
};

/// One life of a room on this node. A room that is retired and started again
/// has the same name and another id.
struct room_id {
  std::uint64_t value = 0;

  auto operator<=>(const room_id&) const = default;
};

}  // namespace parley

template <>
struct std::hash<parley::connection_id> {
  std::size_t operator()(parley::connection_id id) const noexcept {
    return std::hash<std::uint64_t>{}(id.value);
  }
};

template <>
struct std::hash<parley::room_id> {
  std::size_t operator()(parley::room_id id) const noexcept {
    return std::hash<std::uint64_t>{}(id.value);
  }
};
