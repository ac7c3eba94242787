// SPDX-License-Identifier: Apache-2.0
#include "protocol/close_code.hpp"

namespace parley {

std::string_view reason(close_code code) {
  switch (code) {
    case close_code::normal:
      return "bye";
    case close_code::going_away:
      return "shutdown";
    case close_code::protocol_error:
      return "protocol error";
    case close_code::unsupported_data:
      return "text messages only";
    case close_code::no_status:
      return "no status";
    case close_code::abnormal:
      return "connection lost";
    case close_code::invalid_payload:
      return "invalid UTF-8";
    case close_code::policy_violation:
      return "too many messages";
    case close_code::too_big:
      return "message too big";
    case close_code::internal_error:
      return "internal server error";
    case close_code::shutdown:
      return "shutdown";
    case close_code::internal_server_error:
      return "internal server error";
    case close_code::connection_expired:
      return "connection expired";
    case close_code::subscription_expired:
      return "subscription expired";
    case close_code::slow:
      return "slow";
    case close_code::insufficient_state:
      return "insufficient state";
    case close_code::force_reconnect:
      return "force reconnect";
    case close_code::no_pong:
      return "no pong";
    case close_code::too_many_requests:
      return "too many requests";
    case close_code::state_invalidated:
      return "state invalidated";
    case close_code::invalid_token:
      return "invalid token";
    case close_code::bad_request:
      return "bad request";
    case close_code::stale:
      return "stale";
    case close_code::force_disconnect:
      return "force disconnect";
    case close_code::connection_limit:
      return "connection limit";
    case close_code::channel_limit:
      return "channel limit";
    case close_code::inappropriate_protocol:
      return "inappropriate protocol";
    case close_code::permission_denied:
      return "permission denied";
    case close_code::not_available:
      return "not available";
  }
  return "";
}

close_code ordered_code(std::uint32_t code) {
  const auto is_from = [code](std::uint32_t first, std::uint32_t last) {
    return code >= first && code <= last;
  };
  const bool may_be_sent =
      is_from(1000, 1003) || is_from(1007, 1014) || is_from(3000, 4999);
  return may_be_sent ? static_cast<close_code>(code)
                     : close_code::force_reconnect;
}

close_code for_sdk(close_code code) {
  switch (code) {
    case close_code::going_away:
      return close_code::shutdown;
    case close_code::internal_error:
      return close_code::internal_server_error;
    case close_code::unsupported_data:
      return close_code::bad_request;
    case close_code::policy_violation:
      return close_code::too_many_requests;
    default:
      return code;
  }
}

}  // namespace parley
