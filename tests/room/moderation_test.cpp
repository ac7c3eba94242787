// SPDX-License-Identifier: Apache-2.0
#include "room/moderation.hpp"

#include "protocol/limits.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Moderation, is_not_needed_before_and_after) {
  moderation now;
  EXPECT_FALSE(now.is_needed());
  EXPECT_TRUE(now.apply({.room = "den", .frozen = true, .mute = "fox"}));
  EXPECT_TRUE(now.is_needed());
  EXPECT_TRUE(now.apply({.room = "den", .frozen = false, .unmute = "fox"}));
  EXPECT_FALSE(now.is_needed());
}

TEST(Moderation, what_is_not_said_stays) {
  moderation now;
  now.apply({.room = "den", .closed = true});
  now.apply({.room = "den", .frozen = true});
  EXPECT_TRUE(now.closed && now.frozen);
}

TEST(Moderation, silences_the_muted_and_in_a_frozen_room_everybody) {
  moderation now;
  now.apply({.room = "den", .mute = "fox"});
  EXPECT_TRUE(now.silences("fox"));
  EXPECT_FALSE(now.silences("owl"));
  now.apply({.room = "den", .frozen = true});
  EXPECT_TRUE(now.silences("owl"));
}

TEST(Moderation, mutes_so_many_and_not_more) {
  moderation now;
  for (std::size_t i = 0; i < muted_members; ++i)
    EXPECT_TRUE(now.apply({.room = "den", .mute = std::to_string(i)}));
  EXPECT_FALSE(now.apply({.room = "den", .frozen = true, .mute = "one more"}));
  EXPECT_FALSE(now.frozen) << "refused as a whole";
  EXPECT_TRUE(now.apply({.room = "den", .mute = "7"})) << "is muted already";
}

}  // namespace
}  // namespace parley
