// SPDX-License-Identifier: Apache-2.0
// The closed list of codes with which a server of ours ends a WebSocket.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley {

/// RFC 6455 section 7.4.1 for 1000-1015; the 3000s are the Centrifuge
/// protocol's, where a client reconnects after 3000-3499 and does not after
/// 3500-3999. Codes that only the application requests are here for their
/// reasons.
enum class close_code : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported_data = 1003,
  no_status = 1005,  // never on the wire: the peer gave no code
  abnormal = 1006,   // never on the wire: the transport went away
  invalid_payload = 1007,
  policy_violation = 1008,
  too_big = 1009,
  internal_error = 1011,
  shutdown = 3001,
  internal_server_error = 3004,
  connection_expired = 3005,
  subscription_expired = 3006,
  slow = 3008,
  insufficient_state = 3010,
  force_reconnect = 3011,
  no_pong = 3012,
  too_many_requests = 3013,
  state_invalidated = 3014,
  invalid_token = 3500,
  bad_request = 3501,
  stale = 3502,
  force_disconnect = 3503,
  connection_limit = 3504,
  channel_limit = 3505,
  inappropriate_protocol = 3506,
  permission_denied = 3507,
  not_available = 3508,
};

/// The code that the application has ordered, where a close frame may carry it
/// (RFC 6455 section 7.4: 1000-1003, 1007-1014, 3000-4999). Instead of any
/// other `force_reconnect`: on a code that they do not know SDKs come back.
close_code ordered_code(std::uint32_t code);

/// The code for a client of the Centrifuge protocol instead of `code`: its SDK
/// knows the 3000s only.
close_code for_sdk(close_code code);

/// The reason that goes with a code when the closer has no better one.
std::string_view reason(close_code code);

}  // namespace parley
