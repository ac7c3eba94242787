// SPDX-License-Identifier: Apache-2.0
#include "actors/room_state.hpp"

#include "protocol/limits.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

const room::time_point now{std::chrono::hours(500'000)};

room::setting setting(durability kept) {
  channel_options options;
  options.history_size = 1'000;
  options.history_ttl = std::chrono::hours(1);
  options.history_meta_ttl = std::chrono::hours(2);
  options.durability = kept;
  return {.name = "room",
          .options = options,
          .recovery_limit = 1'000,
          .new_epoch = [] { return "E"; }};
}

void say(room& to, std::string data, std::string key = {}) {
  room::publish_wish wish;
  wish.said.data = std::move(data);
  wish.idempotency_key = std::move(key);
  to.show(*to.accept(std::move(wish), now));
}

TEST(RoomState, another_room_goes_on_from_what_is_known) {
  room first(setting(durability::memory));
  say(first, "1");
  say(first, "2", "key");
  room next(setting(durability::memory));
  restore(next, known_of(first));
  EXPECT_EQ(next.past().last(), (stream_position{2, "E"}));
  room::publish_wish again;
  again.said.data = "2";
  again.idempotency_key = "key";
  EXPECT_EQ(next.accept(std::move(again), now)->becomes, draft::fate::answer);
  say(next, "3");
  EXPECT_EQ(next.past().read({.limit = 9}, now).size(), 3u);
}

TEST(RoomState, what_was_shown_before_is_left_out) {
  room one(setting(durability::memory));
  for (const auto* data : {"1", "2", "3"}) say(one, data);
  const auto known = known_of(one, 2);
  ASSERT_EQ(known.newest.size(), 1u);
  EXPECT_EQ(known.newest[0].said->offset, 3u);
}

TEST(RoomState, it_has_a_bound) {
  room one(setting(durability::memory));
  for (int i = 0; i < 4; ++i) say(one, std::string(relay_tail_size / 3, 'x'));
  const auto known = known_of(one);
  ASSERT_EQ(known.newest.size(), 3u);
  EXPECT_EQ(known.newest.back().said->offset, 4u);
  EXPECT_EQ(known.end.offset, 4u);
}

TEST(RoomState, keys_of_a_durable_room_are_stored_elsewhere) {
  room one(setting(durability::journal));
  say(one, "1", "key");
  EXPECT_TRUE(known_of(one).keys.empty());
}

}  // namespace
}  // namespace parley
