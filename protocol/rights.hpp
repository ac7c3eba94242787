// SPDX-License-Identifier: Apache-2.0
// The rights of one client in one room. One pure function for every command,
// transport and protocol: commands of the Centrifuge protocol use it through
// `policy`, plain clients through `net/route`. Any thread.
#pragma once

#include "protocol/centrifuge/reply_error.hpp"
#include "protocol/namespaces.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace parley {

/// `presence` is also the right to presence_stats and to join and leave pushes.
enum class channel_right : std::uint8_t {
  subscribe,
  publish,
  presence,
  history,
};

/// One client, as far as its rights in one room go. A guest is a client with a
/// user.
struct room_client {
  /// Empty: anonymous.
  std::string_view user{};
  /// A client of the plain protocol: it shows no token and has no user.
  bool plain = false;
  /// `client.insecure`: everything that the room has is allowed.
  bool insecure = false;
  /// A token for this room, or the application, lets the client subscribe.
  bool granted = false;
  /// It is in the room.
  bool subscribed = false;
};

/// Why `who` does not have the right; nothing if it has it. Impossible names
/// are checked before rights, and missing features of the room before the
/// identity (108).
std::optional<reply_error> refuses(const namespaces& spaces,
                                   channel_right right, std::string_view room,
                                   const room_client& who);

}  // namespace parley
