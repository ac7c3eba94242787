// SPDX-License-Identifier: Apache-2.0
// The closed list of errors in replies: the command failed, the connection goes
// on.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley {

enum class reply_error : std::uint16_t {
  internal = 100,
  unknown_channel = 102,
  permission_denied = 103,
  method_not_found = 104,
  already_subscribed = 105,
  limit_exceeded = 106,
  bad_request = 107,
  not_available = 108,
  token_expired = 109,
  expired = 110,
  too_many_requests = 111,
  unrecoverable_position = 112,
};

/// The message that goes with a code.
std::string_view message_of(reply_error code);

/// Whether the client may try the same again later.
bool is_temporary(reply_error code);

}  // namespace parley
