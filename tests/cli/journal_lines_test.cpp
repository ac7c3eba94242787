// SPDX-License-Identifier: Apache-2.0
#include "cli/journal_lines.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>

namespace parley {
namespace {

using namespace std::chrono_literals;

const stored_time noon{12h};

record said(std::uint64_t offset, std::string data,
            data_kind kind = data_kind::json, client_info_ptr info = {}) {
  return {std::make_shared<const publication>(
              publication{std::move(data),
                          kind,
                          std::move(info),
                          offset,
                          {{"tag", "value \"quoted\""}}}),
          noon,
          {}};
}

room_summary summary(std::string name, std::uint64_t end) {
  return {.name = std::move(name),
          .end = {end, "E"},
          .used = noon,
          .kept = 1,
          .oldest = end,
          .keep = {.size = 10, .ttl = 1min, .meta_ttl = 1h}};
}

std::vector<append_records> read(const std::string& text) {
  line_reader reader;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) reader.read(line);
  return reader.finish();
}

std::string failure(const std::string& text) {
  try {
    read(text);
    return "no failure";
  } catch (const line_error& error) {
    return error.what();
  }
}

void expect_same(const record& a, const record& b) {
  EXPECT_EQ(a.said->data, b.said->data);
  EXPECT_EQ(a.said->kind, b.said->kind);
  EXPECT_EQ(a.said->offset, b.said->offset);
  EXPECT_EQ(a.said->tags, b.said->tags);
  EXPECT_EQ(a.at, b.at);
  ASSERT_EQ(!a.said->info, !b.said->info);
  if (!a.said->info) return;
  EXPECT_EQ(a.said->info->user, b.said->info->user);
  EXPECT_EQ(a.said->info->client, b.said->info->client);
  EXPECT_EQ(a.said->info->conn_info, b.said->info->conn_info);
  EXPECT_EQ(a.said->info->chan_info, b.said->info->chan_info);
}

TEST(JournalLines, what_was_written_is_read_again) {
  const auto person = std::make_shared<const client_info>(client_info{
      "ann", "id-1", R"({"name":"Ann"})", std::string("\xff\0", 2)});
  const std::vector<record> all{
      said(4, R"({"n":1.50,"big":12345678901234567})"),
      said(5, "plain \"text\" \n\x01 ümlaut", data_kind::text, person),
      said(6, "", data_kind::text),
      said(7, std::string("\0\xff\xfe", 3), data_kind::binary),
      said(8, "null"),
  };
  auto text = room_line(summary("news", 8), {3, "v"});
  for (const auto& each : all) text += record_line(each);
  const auto rooms = read(text);
  ASSERT_EQ(rooms.size(), 1u);
  EXPECT_EQ(rooms[0].room, "news");
  EXPECT_EQ(rooms[0].behind, (stream_position{3, "E"}));
  EXPECT_EQ(rooms[0].version, (data_version{3, "v"}));
  EXPECT_EQ(rooms[0].keep.size, 10u);
  EXPECT_EQ(rooms[0].keep.ttl, 1min);
  EXPECT_EQ(rooms[0].keep.meta_ttl, 1h);
  ASSERT_EQ(rooms[0].records.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    expect_same(rooms[0].records[i], all[i]);
}

TEST(JournalLines, each_is_one_line) {
  const auto line = record_line(said(1, "a\nb", data_kind::text));
  EXPECT_EQ(line.find('\n'), line.size() - 1);
}

TEST(JournalLines, many_rooms_go_into_one_file) {
  const auto rooms =
      read(room_line(summary("a", 1), {}) + record_line(said(1, "1")) +
           room_line(summary("empty", 9), {}) + room_line(summary("b", 2), {}) +
           record_line(said(2, "2")));
  ASSERT_EQ(rooms.size(), 3u);
  EXPECT_EQ(rooms[0].records.size(), 1u);
  EXPECT_TRUE(rooms[1].records.empty());
  EXPECT_EQ(rooms[2].behind.offset, 1u);
}

TEST(JournalLines, what_is_broken_is_refused_with_its_line) {
  const auto room = room_line(summary("a", 2), {});
  const auto one = record_line(said(1, "1")), two = record_line(said(2, "2"));
  EXPECT_EQ(failure("nonsense\n"), "line 1: this is not a JSON object");
  EXPECT_EQ(failure(one), "line 1: a publication before its room");
  EXPECT_EQ(failure(room + two + one), "line 3: offset 1 does not follow 2");
  EXPECT_EQ(failure(room + one),
            "line 2: room \"a\" ends at 1 and should at 2");
  EXPECT_EQ(failure(room + one + two + room),
            "line 4: room \"a\" is there twice");
  EXPECT_EQ(failure("{\"room\":\"a\"}\n"), "line 1: a room without its epoch");
  EXPECT_EQ(failure(room + "{\"offset\":1}\n"),
            "line 2: a publication without its offset or its words");
  EXPECT_EQ(failure(room + "{\"data\":1}\n"),
            "line 2: a publication without its offset or its words");
  EXPECT_EQ(
      failure(room + "{\"offset\":1,\"kind\":\"binary\",\"b64data\":\"?\"}\n"),
      "line 2: a publication without its offset or its words");
  EXPECT_EQ(
      failure(room +
              "{\"offset\":1,\"data\":1,\"info\":{\"b64conn_info\":\"?\"}}\n"),
      "line 2: the base64 of an info is broken");
}

}  // namespace
}  // namespace parley
