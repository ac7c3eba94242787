// SPDX-License-Identifier: Apache-2.0
#include "room/block_writer.hpp"

#include "protocol/limits.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace parley {
namespace {

using lines = std::vector<std::string>;

publication said(std::string data, data_kind kind = data_kind::json) {
  publication out;
  out.data = std::move(data);
  out.kind = kind;
  return out;
}

/// A writer and its readers.
class BlockWriter : public testing::Test {
 protected:
  const connection& join(lane reads) {
    return *readers.insert({++joined}, {.name = "r", .reads = reads}, {});
  }

  /// One publication as the readers of a lane see it.
  lines shown(lane reads, const publication& what) {
    join(reads);
    writer.publication(what, "ann", "E");
    return read_frames(writer.take()[index(reads)]);
  }

  std::uint64_t joined = 0;
  roster readers;
  block_writer writer{"room", readers};
};

std::uint8_t first_byte(const frame& bytes) {
  return static_cast<std::uint8_t>(bytes->front());
}

TEST_F(BlockWriter, what_nobody_reads_is_not_written) {
  writer.publication(said("1"), "ann", "");
  EXPECT_TRUE(writer.take().empty());
  join(lane::json);
  writer.publication(said("1"), "ann", "");
  const auto block = writer.take();
  for (std::size_t i = 0; i < lane_count; ++i)
    EXPECT_EQ(block[i] != nullptr, i == index(lane::json)) << i;
}

TEST_F(BlockWriter, every_dialect_shows_the_same_publication) {
  for (const auto l : {lane::plain, lane::json, lane::protobuf}) join(l);
  auto pub = said("[1]");
  pub.offset = 1;
  writer.publication(pub, "ann", "E");
  const auto block = writer.take();
  EXPECT_EQ(read_frames(block[index(lane::plain)]), lines{"[ann] [1]"});
  EXPECT_EQ(read_frames(block[index(lane::json)]),
            lines{R"({"push":{"channel":"room","pub":{"data":[1],)"
                  R"("offset":1,"epoch":"E"}}})"});
  EXPECT_EQ(read_frames(block[index(lane::protobuf)]),
            lines{"\x14\x22\x12\x12\x04room\x22\x0a\x22\x03[1]\x30\x01r\x01"
                  "E"});
}

TEST_F(BlockWriter, json_goes_in_text_frames_and_protobuf_in_binary_ones) {
  for (const auto l : {lane::plain, lane::json, lane::protobuf}) join(l);
  writer.publication(said("1"), "ann", "");
  const auto block = writer.take();
  EXPECT_EQ(first_byte(block[index(lane::plain)]), 0x81);
  EXPECT_EQ(first_byte(block[index(lane::json)]), 0x81);
  EXPECT_EQ(first_byte(block[index(lane::protobuf)]), 0x82);
}

TEST_F(BlockWriter, plain_readers_are_shown_the_text_of_json_strings) {
  EXPECT_EQ(shown(lane::plain, said(R"("a \"b\" \u00e9")")),
            lines{"[ann] a \"b\" é"});
  EXPECT_EQ(shown(lane::plain, said(R"({"a":"b"})")),
            lines{R"([ann] {"a":"b"})"});
  EXPECT_EQ(shown(lane::plain, said("{}", data_kind::text)), lines{"[ann] {}"});
}

TEST_F(BlockWriter, bytes_are_shown_as_they_are_to_protobuf_readers_only) {
  const auto bytes = said("\xff\x01", data_kind::binary);
  EXPECT_EQ(shown(lane::plain, bytes), lines{"[ann] (2 bytes)"});
  const auto in_json = shown(lane::json, bytes);
  ASSERT_EQ(in_json.size(), 1u);
  EXPECT_NE(in_json[0].find("\"data\":null"), std::string::npos);
  const auto seen = shown(lane::protobuf, bytes);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].find("\xff\x01"), std::string::npos);
}

TEST_F(BlockWriter, comings_and_goings_go_to_those_who_asked) {
  for (const auto l : {lane::plain, lane::plain_presence, lane::json,
                       lane::json_presence, lane::protobuf_presence})
    join(l);
  connection who;
  who.who.name = "bob";
  who.info = std::make_shared<client_info>(client_info{"42", "c1", "", ""});
  writer.joined(who);
  writer.left(who);
  const auto block = writer.take();
  EXPECT_EQ(read_frames(block[index(lane::plain_presence)]),
            (lines{"* bob joined", "* bob left"}));
  const std::string info = R"({"info":{"user":"42","client":"c1"}}}})";
  EXPECT_EQ(read_frames(block[index(lane::json_presence)]),
            (lines{R"({"push":{"channel":"room","join":)" + info,
                   R"({"push":{"channel":"room","leave":)" + info}));
  EXPECT_EQ(read_frames(block[index(lane::protobuf_presence)]).size(), 2u);
  EXPECT_FALSE(block[index(lane::plain)]);
  EXPECT_FALSE(block[index(lane::json)]);
}

TEST_F(BlockWriter, readers_with_and_without_presence_share_publications) {
  join(lane::json);
  join(lane::json_presence);
  writer.publication(said("1"), "ann", "");
  const auto block = writer.take();
  EXPECT_EQ(*block[index(lane::json)], *block[index(lane::json_presence)]);
}

TEST_F(BlockWriter, long_messages_are_compressed_where_that_is_agreed) {
  for (const auto l : {lane::json, lane::json_deflated,
                       lane::json_deflated_presence, lane::protobuf_deflated})
    join(l);
  writer.publication(said('"' + std::string(1'000, 'x') + '"'), "ann", "");
  const auto block = writer.take();
  EXPECT_EQ(first_byte(block[index(lane::json)]), 0x81);
  EXPECT_EQ(first_byte(block[index(lane::json_deflated)]), 0xc1);
  EXPECT_EQ(first_byte(block[index(lane::protobuf_deflated)]), 0xc2);
  EXPECT_LT(block[index(lane::json_deflated)]->size(), 200u);
  EXPECT_EQ(*block[index(lane::json_deflated)],
            *block[index(lane::json_deflated_presence)]);
  writer.publication(said("1"), "ann", "");
  EXPECT_EQ(first_byte(writer.take()[index(lane::json_deflated)]), 0x81);
}

TEST_F(BlockWriter, knows_which_dialects_are_read) {
  EXPECT_FALSE(writer.is_read(dialect::json));
  join(lane::json_deflated_presence);
  EXPECT_TRUE(writer.is_read(dialect::json));
  EXPECT_FALSE(writer.is_read(dialect::plain));
  EXPECT_FALSE(writer.is_read(dialect::protobuf));
  readers.remove({joined});
  EXPECT_FALSE(writer.is_read(dialect::json));
}

TEST_F(BlockWriter, pending_is_the_size_of_the_largest_lane) {
  join(lane::plain);
  join(lane::json);
  EXPECT_EQ(writer.pending(), 0u);
  writer.publication(said("1"), "ann", "");
  const auto pending = writer.pending();
  EXPECT_EQ(pending, writer.take()[index(lane::json)]->size());
  EXPECT_EQ(writer.pending(), 0u);
}

}  // namespace
}  // namespace parley
