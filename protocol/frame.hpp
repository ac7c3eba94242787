// SPDX-License-Identifier: Apache-2.0
// Encoded bytes on their way to clients, shared by all receivers.
#pragma once

#include "protocol/memory_use.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace parley {

/// Whole, already encoded WebSocket frames: one or many, back to back.
/// Immutable from the moment it is shared, so any thread may read it.
using frame = std::shared_ptr<const std::string>;

/// Counts the bytes as `memory_kind::outgoing` until the last reference goes.
inline frame make_frame(std::string bytes) {
  struct counted {
    explicit counted(std::string content) : bytes(std::move(content)) {
      held.resize(bytes.capacity() + memory_overhead);
    }
    const std::string bytes;
    held_bytes<memory_kind::outgoing> held;
  };
  auto made = std::make_shared<const counted>(std::move(bytes));
  const auto* content = &made->bytes;
  return {std::move(made), content};
}

/// The wire formats that clients of rooms read, and that of other nodes, whose
/// relays read a room as clients do.
enum class dialect : std::uint8_t { plain, json, protobuf, peer };

inline constexpr std::size_t dialect_count = 4;

/// Which of a room's byte streams a link reads: a dialect, deflated or not,
/// with or without joins and leaves. The room encodes a publication once for
/// each lane in use, never once for each receiver.
enum class lane : std::uint8_t {
  plain,
  plain_presence,
  deflated,
  deflated_presence,
  json,
  json_presence,
  json_deflated,
  json_deflated_presence,
  protobuf,
  protobuf_presence,
  protobuf_deflated,
  protobuf_deflated_presence,
  peer,  // has no other
};

inline constexpr std::size_t lane_count = 4 * dialect_count;

constexpr std::size_t index(lane l) {
  return static_cast<std::size_t>(l);
}

constexpr lane make_lane(dialect d, bool deflated, bool presence) {
  return static_cast<lane>(4 * static_cast<int>(d) + (deflated ? 2 : 0) +
                           (presence ? 1 : 0));
}
constexpr dialect dialect_of(lane l) {
  return static_cast<dialect>(index(l) / 4);
}
constexpr bool is_deflated(lane l) {
  return index(l) % 4 >= 2;
}
constexpr bool has_presence(lane l) {
  return index(l) % 2 == 1;
}

/// The output of a room in one turn: one contiguous frame for each lane in use,
/// which are few.
class block {
 public:
  /// Once for each lane, with bytes.
  void add(lane l, frame bytes) {
    if (empty())
      first_ = {l, std::move(bytes)};
    else
      others_.push_back({l, std::move(bytes)});
  }

  bool empty() const { return !first_.bytes; }

  /// By the lane's index; null if the lane has no output.
  const frame& operator[](std::size_t lane_index) const {
    static const frame nothing;
    if (index(first_.reads) == lane_index) return first_.bytes;
    for (const auto& each : others_)
      if (index(each.reads) == lane_index) return each.bytes;
    return nothing;
  }

 private:
  struct entry {
    lane reads = lane::plain;
    frame bytes{};
  };
  // Nearly every room is read in one lane, which needs no memory of its own.
  entry first_;
  std::vector<entry> others_;
};

}  // namespace parley
