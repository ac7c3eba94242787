// SPDX-License-Identifier: Apache-2.0
#include "net/permessage_deflate.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(PermessageDeflate, without_the_extension_nothing_is_compressed) {
  EXPECT_FALSE(negotiated_deflate(""));
  EXPECT_FALSE(negotiated_deflate("x-other"));
}

TEST(PermessageDeflate, the_extension_alone_means_the_largest_window) {
  EXPECT_TRUE(
      negotiated_deflate("permessage-deflate; server_no_context_takeover"));
}

TEST(PermessageDeflate, a_window_smaller_than_ours_gets_uncompressed_frames) {
  EXPECT_TRUE(
      negotiated_deflate("permessage-deflate; server_max_window_bits=12"));
  EXPECT_FALSE(
      negotiated_deflate("permessage-deflate; server_max_window_bits=11"));
  EXPECT_FALSE(
      negotiated_deflate("permessage-deflate; server_max_window_bits=9"));
}

TEST(PermessageDeflate, a_window_that_nobody_can_do_is_not_agreed_to) {
  EXPECT_TRUE(can_negotiate_deflate("permessage-deflate"));
  EXPECT_TRUE(
      can_negotiate_deflate("permessage-deflate; server_max_window_bits=9"));
  EXPECT_FALSE(
      can_negotiate_deflate("permessage-deflate; server_max_window_bits=8"));
  EXPECT_FALSE(can_negotiate_deflate(""));
}

TEST(PermessageDeflate, it_is_offered_only_when_enabled) {
  EXPECT_FALSE(permessage_deflate_offer(false).server_enable);
  const auto offer = permessage_deflate_offer(true);
  EXPECT_TRUE(offer.server_enable);
  EXPECT_TRUE(offer.server_no_context_takeover);
}

}  // namespace
}  // namespace parley
