// SPDX-License-Identifier: Apache-2.0
// The join of a Centrifuge client: the agreed terms, the state that the room
// found, and the channel of the reply.
#pragma once

#include "protocol/publication.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley {

/// The terms agreed before the join.
struct agreement {
  bool positioned = false;
  bool recoverable = false;
  /// Seconds until the subscription expires; nothing: never.
  std::optional<std::uint32_t> ttl{};
  std::string data{};  // JSON or bytes; empty: none
};

/// The state that the room found.
struct arrival {
  stream_position top{};
  /// The position from which the client requested recovery; nothing: none.
  std::optional<stream_position> from{};
  bool recovered = false;
  std::vector<publication_ptr> publications{};
};

/// How the client gets the reply.
enum class greeting : std::uint8_t {
  none,   // a plain client, or the connect reply has it
  reply,  // to its subscribe command
  push,   // the application subscribed it
};

}  // namespace parley
