// SPDX-License-Identifier: Apache-2.0
// Reads the frames that a room wrote, as a client would; and publishes in a
// room in memory, which delivers at once.
#pragma once

#include "protocol/frame.hpp"
#include "room/room.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {

using offsets = std::vector<std::uint64_t>;

inline offsets offsets_of(const std::vector<publication_ptr>& publications) {
  offsets out;
  for (const auto& each : publications) out.push_back(each->offset);
  return out;
}

/// The concatenated payloads of whole, unmasked frames; null is none.
inline std::vector<std::string> read_frames(const frame& bytes) {
  std::vector<std::string> payloads;
  std::string_view rest = bytes ? std::string_view(*bytes) : "";
  while (!rest.empty()) {
    const auto octet = [&rest](std::size_t at) {
      return static_cast<std::size_t>(static_cast<std::uint8_t>(rest[at]));
    };
    std::size_t header = 2, size = octet(1);
    if (size >= 126) {
      header = size == 126 ? 4 : 10;
      size = 0;
      for (std::size_t at = 2; at < header; ++at) size = size << 8 | octet(at);
    }
    payloads.emplace_back(rest.substr(header, size));
    rest.remove_prefix(header + size);
  }
  return payloads;
}

/// False when it was not accepted.
inline bool say_in(room& r, connection_id sender, std::string text,
                   room::time_point now) {
  auto accepted = r.accept(sender, std::move(text), now);
  if (accepted) r.show(std::move(*accepted));
  return accepted.has_value();
}

/// The publisher's answer, if it was accepted.
struct published_at {
  stream_position position;
};
inline std::optional<published_at> publish_in(room& r, room::publish_wish wish,
                                              room::time_point now) {
  auto accepted = r.accept(std::move(wish), now);
  if (!accepted) return std::nullopt;
  const published_at answer{accepted->position};
  r.show(std::move(*accepted));
  return answer;
}

/// A publication that is kept as soon as it has its offset.
inline publication_ptr keep_in(history& past, publication said,
                               history::time_point now) {
  auto prepared = past.prepare(std::move(said), now);
  past.keep(prepared, now);
  return prepared;
}

}  // namespace parley
