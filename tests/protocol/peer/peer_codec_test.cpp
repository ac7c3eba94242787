// SPDX-License-Identifier: Apache-2.0
#include "protocol/peer/peer_codec.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

publication sample() {
  publication said;
  said.data = std::string("a\0b", 3);
  said.kind = data_kind::binary;
  said.info = std::make_shared<const client_info>(
      client_info{"ann", "client", "{\"a\":1}", "\xff"});
  said.offset = 7;
  said.tags = {{"lang", "de"}, {"\xfe", ""}};
  return said;
}

TEST(PeerCodec, a_publication_goes_there_and_back) {
  peer::Said encoded;
  peer::put(encoded, sample());
  peer::Said arrived;
  ASSERT_TRUE(arrived.ParseFromString(encoded.SerializeAsString()));
  const auto said = peer::publication_of(arrived);
  const auto wanted = sample();
  EXPECT_EQ(said.data, wanted.data);
  EXPECT_EQ(said.kind, wanted.kind);
  EXPECT_EQ(said.offset, wanted.offset);
  EXPECT_EQ(said.tags, wanted.tags);
  ASSERT_TRUE(said.info);
  EXPECT_EQ(said.info->user, "ann");
  EXPECT_EQ(said.info->client, "client");
  EXPECT_EQ(said.info->conn_info, "{\"a\":1}");
  EXPECT_EQ(said.info->chan_info, "\xff");
}

TEST(PeerCodec, what_the_application_says_is_of_nobody) {
  auto said = sample();
  said.info = nullptr;
  peer::Said encoded;
  peer::put(encoded, said);
  EXPECT_FALSE(peer::publication_of(encoded).info);
}

TEST(PeerCodec, a_kind_of_a_later_version_is_bytes) {
  peer::Said encoded;
  encoded.set_kind(99);
  EXPECT_EQ(peer::publication_of(encoded).kind, data_kind::binary);
}

TEST(PeerCodec, times_are_whole_milliseconds) {
  const auto at = peer::from_ms(1'700'000'000'123);
  EXPECT_EQ(peer::to_ms(at), 1'700'000'000'123);
  EXPECT_EQ(peer::to_ms(at + std::chrono::microseconds(900)),
            1'700'000'000'123);
}

}  // namespace
}  // namespace parley
