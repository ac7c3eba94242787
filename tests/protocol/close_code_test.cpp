// SPDX-License-Identifier: Apache-2.0
#include "protocol/close_code.hpp"

#include "protocol/limits.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>
#include <utility>

namespace parley {
namespace {

constexpr std::array all_codes{
    close_code::normal,
    close_code::going_away,
    close_code::protocol_error,
    close_code::unsupported_data,
    close_code::no_status,
    close_code::abnormal,
    close_code::invalid_payload,
    close_code::policy_violation,
    close_code::too_big,
    close_code::internal_error,
    close_code::shutdown,
    close_code::internal_server_error,
    close_code::connection_expired,
    close_code::subscription_expired,
    close_code::slow,
    close_code::insufficient_state,
    close_code::force_reconnect,
    close_code::no_pong,
    close_code::too_many_requests,
    close_code::state_invalidated,
    close_code::invalid_token,
    close_code::bad_request,
    close_code::stale,
    close_code::force_disconnect,
    close_code::connection_limit,
    close_code::channel_limit,
    close_code::inappropriate_protocol,
    close_code::permission_denied,
    close_code::not_available,
};

TEST(CloseCode, every_code_has_a_reason_that_fits_a_close_frame) {
  for (const auto code : all_codes) {
    EXPECT_FALSE(reason(code).empty()) << static_cast<int>(code);
    EXPECT_LE(reason(code).size(), close_reason_size);
  }
}

TEST(CloseCode, codes_of_the_sdk_have_the_reasons_of_its_protocol) {
  const std::pair<int, std::string_view> table[] = {
      {3001, "shutdown"},
      {3004, "internal server error"},
      {3005, "connection expired"},
      {3006, "subscription expired"},
      {3008, "slow"},
      {3010, "insufficient state"},
      {3011, "force reconnect"},
      {3012, "no pong"},
      {3013, "too many requests"},
      {3014, "state invalidated"},
      {3500, "invalid token"},
      {3501, "bad request"},
      {3502, "stale"},
      {3503, "force disconnect"},
      {3504, "connection limit"},
      {3505, "channel limit"},
      {3506, "inappropriate protocol"},
      {3507, "permission denied"},
      {3508, "not available"},
  };
  for (const auto& [code, text] : table)
    EXPECT_EQ(reason(static_cast<close_code>(code)), text);
}

TEST(CloseCode, an_sdk_is_told_codes_of_its_own) {
  EXPECT_EQ(for_sdk(close_code::going_away), close_code::shutdown);
  EXPECT_EQ(for_sdk(close_code::internal_error),
            close_code::internal_server_error);
  EXPECT_EQ(for_sdk(close_code::unsupported_data), close_code::bad_request);
  EXPECT_EQ(for_sdk(close_code::policy_violation),
            close_code::too_many_requests);
}

// 1009 is the one WebSocket code that the SDK knows: it does not come back.
TEST(CloseCode, what_an_sdk_understands_is_not_changed) {
  EXPECT_EQ(for_sdk(close_code::too_big), close_code::too_big);
  for (const auto code : all_codes) {
    if (static_cast<int>(code) < 3000) continue;
    EXPECT_EQ(for_sdk(code), code) << reason(code);
  }
}

TEST(CloseCode, a_code_of_a_peer_that_is_not_in_the_list_has_no_reason) {
  EXPECT_EQ(reason(static_cast<close_code>(4321)), "");
}

TEST(CloseCode, an_order_has_a_code_that_a_close_frame_may_carry) {
  for (const std::uint32_t code : {1000u, 1003u, 1007u, 1014u, 3000u, 4999u})
    EXPECT_EQ(ordered_code(code), static_cast<close_code>(code));
  for (const std::uint32_t code :
       {0u, 999u, 1004u, 1005u, 1006u, 1015u, 2999u, 5000u, 65'536u + 3'000u})
    EXPECT_EQ(ordered_code(code), close_code::force_reconnect);
}

}  // namespace
}  // namespace parley
