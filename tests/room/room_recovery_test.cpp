// SPDX-License-Identifier: Apache-2.0
// Joins that go on from where a client was.
#include "room/room.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

using namespace std::chrono_literals;
using lines = std::vector<std::string>;

const connection::time_point now{};
constexpr connection_id alice{1}, bob{2};

room::setting news(recovery_mode mode = recovery_mode::stream,
                   std::size_t history_size = 10) {
  channel_options options;
  options.history_size = history_size;
  options.history_ttl = 60s;
  options.history_meta_ttl = 1h;
  options.force_recovery_mode = mode;
  return {
      .name = "news", .options = options, .recovery_limit = 5, .new_epoch = [] {
        return std::string("E");
      }};
}

void publish(room& r, int times) {
  for (int i = 0; i < times; ++i) {
    room::publish_wish wish;
    wish.said.data = "1";
    publish_in(r, wish, now);
  }
}

join_wish recovering(stream_position from) {
  return {.reads = lane::json_presence, .recover = std::move(from)};
}

offsets missed(const room::admission& in) {
  return offsets_of(in.missed.publications);
}

TEST(RoomRecovery, one_who_does_not_ask_recovers_nothing) {
  room r(news());
  publish(r, 3);
  const auto in = r.join(alice, {.reads = lane::json}, now);
  EXPECT_TRUE(in->record);
  EXPECT_FALSE(in->missed.recovered);
  EXPECT_TRUE(in->missed.publications.empty());
}

TEST(RoomRecovery, one_who_was_away_gets_what_it_missed) {
  room r(news());
  publish(r, 4);
  const auto in = r.join(alice, recovering({1, "E"}), now);
  EXPECT_TRUE(in->missed.recovered);
  EXPECT_EQ(missed(*in), (std::vector<std::uint64_t>{2, 3, 4}));
}

TEST(RoomRecovery, nothing_is_missed_and_nothing_comes_twice) {
  room r(news());
  r.join(bob, {.reads = lane::json}, now);
  publish(r, 1);
  // Published in the turn of the join: for bob in the block, for alice as
  // missed.
  const auto in = r.join(alice, recovering({0, "E"}), now);
  EXPECT_EQ(missed(*in), std::vector<std::uint64_t>{1});
  EXPECT_EQ(read_frames(in->before[index(lane::json)]).size(), 1u);
  publish(r, 1);
  const auto block = r.take();
  const auto heard = read_frames(block[index(lane::json_presence)]);
  ASSERT_EQ(heard.size(), 2u);  // its own join, and what came after it
  EXPECT_NE(heard[0].find("\"join\""), std::string::npos);
  EXPECT_NE(heard[1].find("\"offset\":2"), std::string::npos);
}

TEST(RoomRecovery, one_who_was_away_too_long_is_let_in_all_the_same) {
  room r(news());
  publish(r, 7);
  for (const auto& from : {stream_position{1, "E"}, stream_position{7, "X"},
                           stream_position{0, "_"}}) {
    const auto in = r.join(alice, recovering(from), now);
    EXPECT_TRUE(in->record);
    EXPECT_FALSE(in->missed.recovered);
    EXPECT_TRUE(in->missed.publications.empty());
    r.leave(alice);
  }
}

TEST(RoomRecovery, one_who_must_recover_is_not_let_in_without) {
  room r(news());
  r.join(bob, {.reads = lane::json_presence}, now);
  publish(r, 7);
  auto wish = recovering({1, "E"});
  wish.must_recover = true;
  const auto refused = r.join(alice, wish, now);
  ASSERT_TRUE(refused);
  EXPECT_FALSE(refused->record);
  EXPECT_EQ(r.members().size(), 1u);
  // No message queued for the others is lost, and they get no announcement.
  EXPECT_EQ(read_frames(r.take()[index(lane::json_presence)]).size(), 8u);

  wish.recover->offset = 3;
  const auto in = r.join(alice, wish, now);
  EXPECT_TRUE(in->record);
  EXPECT_EQ(missed(*in), (std::vector<std::uint64_t>{4, 5, 6, 7}));
}

TEST(RoomRecovery, without_history_nothing_is_recovered) {
  room r(news(recovery_mode::stream, 0));
  publish(r, 1);
  EXPECT_FALSE(r.join(alice, recovering({0, ""}), now)->missed.recovered);
}

TEST(RoomRecovery, in_cache_mode_only_the_newest_comes) {
  room r(news(recovery_mode::cache));
  publish(r, 9);
  const auto in = r.join(alice, recovering({0, ""}), now);
  EXPECT_TRUE(in->missed.recovered);
  EXPECT_EQ(missed(*in), std::vector<std::uint64_t>{9});
  const auto same = r.join(bob, recovering({9, "E"}), now);
  EXPECT_TRUE(same->missed.recovered);
  EXPECT_EQ(missed(*same), std::vector<std::uint64_t>{});
}

TEST(RoomRecovery, one_who_is_not_announced_comes_and_goes_unheard) {
  room r(news());
  r.join(bob, {.reads = lane::json_presence}, now);
  r.take();
  r.join(alice, {.reads = lane::json_presence, .announced = false}, now);
  r.leave(alice);
  EXPECT_EQ(read_frames(r.take()[index(lane::json_presence)]), lines{});
}

}  // namespace
}  // namespace parley
