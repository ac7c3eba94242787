// How a Centrifuge client comes into a room: what was agreed on before, what
// the room found, and who tells the client.
#pragma once

#include "protocol/publication.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley {

/// What was agreed on before the join.
struct agreement {
  bool positioned = false;
  bool recoverable = false;
  /// Seconds until the subscription expires; nothing: never.
  std::optional<std::uint32_t> ttl{};
  std::string data{};  // JSON or bytes; empty: none
};

/// What the room found.
struct arrival {
  stream_position top{};
  /// What the client asked to recover from; nothing: it did not.
  std::optional<stream_position> from{};
  bool recovered = false;
  std::vector<publication_ptr> publications{};
};

/// How the client hears of it.
enum class greeting : std::uint8_t {
  none,   // a plain client, or the connect reply has it
  reply,  // to its subscribe command
  push,   // the application subscribed it
};

}  // namespace parley
