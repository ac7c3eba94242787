// SPDX-License-Identifier: Apache-2.0
#include "room/peer_events.hpp"

#include "room/block_writer.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace parley {
namespace {

draft sample() {
  publication said;
  said.data = "1";
  said.offset = 4;
  return {.becomes = draft::fate::keep,
          .said = std::make_shared<const publication>(std::move(said)),
          .name = "ann",
          .idempotency_key = "key",
          .position = {4, "E"},
          .version = {3, "v"},
          .at = peer::from_ms(12'345)};
}

TEST(PeerEvents, a_draft_goes_there_and_back) {
  peer::Events all;
  ASSERT_TRUE(all.ParseFromString(said_event(sample())));
  ASSERT_EQ(all.events_size(), 1);
  const auto back = draft_of(all.events(0).said());
  EXPECT_EQ(back.becomes, draft::fate::keep);
  EXPECT_EQ(back.said->data, "1");
  EXPECT_EQ(back.said->offset, 4u);
  EXPECT_EQ(back.name, "ann");
  EXPECT_EQ(back.idempotency_key, "key");
  EXPECT_EQ(back.position, (stream_position{4, "E"}));
  EXPECT_EQ(back.version, (data_version{3, "v"}));
  EXPECT_EQ(back.at, peer::from_ms(12'345));
}

TEST(PeerEvents, one_that_is_not_kept_is_shown_only) {
  auto shown = sample();
  publication said;
  said.data = "2";
  shown.said = std::make_shared<const publication>(std::move(said));
  shown.position = {};
  peer::Said encoded;
  put(encoded, shown);
  EXPECT_EQ(draft_of(encoded).becomes, draft::fate::show);
}

// So a room's turn is one message, whatever its length.
TEST(PeerEvents, back_to_back_they_are_one_message) {
  connection who;
  who.who.name = "ann";
  const auto bytes = joined_event(who) + said_event(sample()) +
                     cleared_event() + left_event(who);
  peer::Events all;
  ASSERT_TRUE(all.ParseFromString(bytes));
  ASSERT_EQ(all.events_size(), 4);
  EXPECT_TRUE(all.events(0).has_joined());
  EXPECT_TRUE(all.events(1).has_said());
  EXPECT_TRUE(all.events(2).has_cleared());
  EXPECT_TRUE(all.events(3).has_left());
  EXPECT_EQ(announced(all.events(0).joined()).who.name, "ann");
}

TEST(PeerEvents, a_room_writes_them_while_a_relay_reads) {
  roster readers;
  block_writer writer("room", readers);
  writer.relayed(sample());
  EXPECT_TRUE(writer.take().empty());
  readers.insert({1}, {.name = "r", .reads = lane::peer}, {});
  writer.relayed(sample());
  writer.cleared();
  const auto block = writer.take();
  ASSERT_TRUE(block[index(lane::peer)]);
  peer::Events all;
  ASSERT_TRUE(all.ParseFromString(*block[index(lane::peer)]));
  EXPECT_EQ(all.events_size(), 2);
}

}  // namespace
}  // namespace parley
