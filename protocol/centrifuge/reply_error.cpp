// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/reply_error.hpp"

namespace parley {

std::string_view message_of(reply_error code) {
  switch (code) {
    case reply_error::internal:
      return "internal server error";
    case reply_error::unknown_channel:
      return "unknown channel";
    case reply_error::permission_denied:
      return "permission denied";
    case reply_error::method_not_found:
      return "method not found";
    case reply_error::already_subscribed:
      return "already subscribed";
    case reply_error::limit_exceeded:
      return "limit exceeded";
    case reply_error::bad_request:
      return "bad request";
    case reply_error::not_available:
      return "not available";
    case reply_error::token_expired:
      return "token expired";
    case reply_error::expired:
      return "expired";
    case reply_error::too_many_requests:
      return "too many requests";
    case reply_error::unrecoverable_position:
      return "unrecoverable position";
  }
  return "";
}

bool is_temporary(reply_error code) {
  return code == reply_error::internal ||
         code == reply_error::too_many_requests;
}

}  // namespace parley
