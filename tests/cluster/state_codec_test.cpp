// SPDX-License-Identifier: Apache-2.0
#include "cluster/state_codec.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace parley::cluster {
namespace {

stored_room sample() {
  publication said;
  said.data = "1";
  said.offset = 4;
  return {.end = {4, "E"},
          .used = peer::from_ms(1'000),
          .version = {3, "v"},
          .newest = {{std::make_shared<const publication>(std::move(said)),
                      peer::from_ms(900)}},
          .keys = {{"key", 4, peer::from_ms(900)}}};
}

void expect_sample(const stored_room& found) {
  EXPECT_EQ(found.end, (stream_position{4, "E"}));
  EXPECT_EQ(found.used, peer::from_ms(1'000));
  EXPECT_EQ(found.version, (data_version{3, "v"}));
  ASSERT_EQ(found.newest.size(), 1u);
  EXPECT_EQ(found.newest[0].said->data, "1");
  EXPECT_EQ(found.newest[0].at, peer::from_ms(900));
  ASSERT_EQ(found.keys.size(), 1u);
  EXPECT_EQ(found.keys[0].key, "key");
  EXPECT_EQ(found.keys[0].offset, 4u);
}

/// As it comes out of the other end.
room_outcome over(const room_outcome& outcome) {
  peer::Answer encoded;
  put(encoded, outcome);
  peer::Answer arrived;
  EXPECT_TRUE(arrived.ParseFromString(encoded.SerializeAsString()));
  return outcome_of(arrived);
}

TEST(StateCodec, what_is_known_of_a_room_goes_there_and_back) {
  peer::State encoded;
  put(encoded, sample());
  expect_sample(state_of(encoded));
}

TEST(StateCodec, every_answer_goes_there_and_back) {
  EXPECT_EQ(std::get<reply_error>(over(reply_error::permission_denied)),
            reply_error::permission_denied);
  EXPECT_EQ(std::get<published>(over(published{{7, "E"}})).position,
            (stream_position{7, "E"}));
  const auto count = std::get<head_count>(over(head_count{3, 2}));
  EXPECT_EQ(count.connections, 3u);
  EXPECT_EQ(count.users, 2u);
  const auto info =
      std::make_shared<const client_info>(client_info{"ann", "client", "", ""});
  EXPECT_EQ(std::get<present>(over(present{{info}})).connections.at(0)->user,
            "ann");
  const auto page = std::get<history_page>(
      over(history_page{{4, "E"}, {sample().newest[0].said}}));
  EXPECT_EQ(page.top, (stream_position{4, "E"}));
  EXPECT_EQ(page.publications.at(0)->offset, 4u);
  admitted in;
  in.found.top = {4, "E"};
  in.found.recovered = true;
  in.found.publications = {sample().newest[0].said};
  in.name = "ann-2";
  const auto arrived = std::get<admitted>(over(in));
  EXPECT_EQ(arrived.found.top, in.found.top);
  EXPECT_TRUE(arrived.found.recovered);
  EXPECT_EQ(arrived.found.publications.size(), 1u);
  EXPECT_EQ(arrived.name, "ann-2");
  attached listens;
  listens.recovered = true;
  listens.known = sample();
  const auto heard = std::get<attached>(over(listens));
  EXPECT_TRUE(heard.recovered);
  expect_sample(heard.known);
}

TEST(StateCodec, an_answer_of_a_later_version_is_an_error) {
  EXPECT_EQ(std::get<reply_error>(outcome_of(peer::Answer())),
            reply_error::internal);
}

TEST(StateCodec, a_member_comes_in_as_it_wished) {
  join_wish wish{.name = "ann", .shared_name = true, .announced = false};
  wish.info =
      std::make_shared<const client_info>(client_info{"ann", "client", "", ""});
  peer::Member encoded;
  put(encoded, wish);
  const auto back = wish_of(encoded);
  EXPECT_EQ(back.name, "ann");
  EXPECT_TRUE(back.shared_name);
  EXPECT_FALSE(back.announced);
  EXPECT_EQ(back.info->user, "ann");
  EXPECT_EQ(back.reads, lane::peer);
}

// Nodes of earlier versions answer so too.
TEST(StateCodec, a_cleared_history_travels_as_an_empty_page) {
  const auto page = std::get<history_page>(over(cleared{{7, "E"}}));
  EXPECT_EQ(page.top, (stream_position{7, "E"}));
  EXPECT_TRUE(page.publications.empty());
}

}  // namespace
}  // namespace parley::cluster
