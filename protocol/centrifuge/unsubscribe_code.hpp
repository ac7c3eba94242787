// SPDX-License-Identifier: Apache-2.0
// The closed list of reasons for which a server of ours ends a subscription.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley {

/// Under 2500 the SDK lets the subscription go; from there on it subscribes
/// again at once.
enum class unsubscribe_code : std::uint32_t {
  server = 2000,
  insufficient_state = 2500,
  expired = 2501,
};

constexpr std::string_view reason(unsubscribe_code code) {
  switch (code) {
    case unsubscribe_code::server:
      return "server unsubscribe";
    case unsubscribe_code::insufficient_state:
      return "insufficient state";
    case unsubscribe_code::expired:
      return "subscription expired";
  }
  return "";
}

}  // namespace parley
