// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/format.hpp"

#include "protocol/centrifuge/api_codec.hpp"
#include "tests/protocol/centrifuge/hex.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley::centrifuge {
namespace {

using result = command_reader::result;

constexpr auto first_frame = R"({"connect":{"name":"js"},"id":1})"
                             "\n"
                             R"({"subscribe":{"channel":"a","flag":1},"id":2})";

/// The ids of the commands of a frame, and behind them how it ended.
struct outline {
  std::vector<std::uint32_t> ids;
  result last = result::end;
  bool operator==(const outline&) const = default;
};

outline read(format f, std::string frame) {
  command_reader reader(f, std::move(frame));
  Command command;
  outline found;
  while ((found.last = reader.next(command)) == result::command)
    found.ids.push_back(command.id());
  EXPECT_EQ(reader.next(command), result::end);
  return found;
}

outline read_hex(std::string_view hex) {
  return read(format::protobuf, from_hex(hex));
}

const outline malformed{{}, result::malformed};

/// A reply to command `id` as Protobuf.
template <class Fill>
std::string reply(std::uint32_t id, Fill fill) {
  Reply out;
  out.set_id(id);
  fill(out);
  return encode(format::protobuf, out);
}

// -- writing ------------------------------------------------------------------

TEST(Format, a_ping_is_an_empty_message) {
  EXPECT_EQ(encode(format::json, Reply()), "{}");
  EXPECT_EQ(encode(format::protobuf, Reply()), std::string(1, '\0'));
}

TEST(Format, protobuf_replies_are_as_captured) {
  EXPECT_EQ(reply(3, [](auto& r) { r.mutable_publish(); }),
            from_hex("04 0803 4200"));
  EXPECT_EQ(reply(8, [](auto& r) { r.mutable_unsubscribe(); }),
            from_hex("04 0808 3a00"));
  EXPECT_EQ(reply(6, [](auto& r) { r.mutable_presence(); }),
            from_hex("04 0806 4a00"));
  EXPECT_EQ(reply(7,
                  [](auto& r) {
                    set_error(*r.mutable_error(), reply_error::not_available);
                  }),
            from_hex("15 0807 1211 086c 120d") + "not available");
}

TEST(Format, json_error_replies_are_as_the_sdk_reads_them) {
  Reply out;
  out.set_id(7);
  set_error(*out.mutable_error(), reply_error::not_available);
  EXPECT_EQ(encode(format::json, out),
            R"({"id":7,"error":{"code":108,"message":"not available"}})");
}

TEST(Format, protobuf_messages_stand_behind_their_length) {
  std::string out = "x";
  Publication pub;
  pub.set_data(std::string(300, 'd'));
  append_message(out, format::protobuf, pub);
  append_message(out, format::protobuf, Publication());
  EXPECT_EQ(out, "x" + from_hex("af02 22ac02") + std::string(300, 'd') +
                     std::string(1, '\0'));
}

// -- reading JSON -------------------------------------------------------------

TEST(CommandReader, reads_the_first_frame_of_the_sdk_in_order) {
  command_reader reader(format::json, first_frame);
  Command command;
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_EQ(command.connect().name(), "js");
  EXPECT_EQ(reader.size(), 32u);
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_FALSE(command.has_connect());
  EXPECT_EQ(command.subscribe().channel(), "a");
  EXPECT_EQ(command.subscribe().flag(), 1);
  EXPECT_EQ(reader.next(command), result::end);
}

TEST(CommandReader, tolerates_one_newline_behind_the_last_object) {
  EXPECT_EQ(read(format::json, "{\"id\":1}\n"), (outline{{1}, result::end}));
  EXPECT_EQ(read(format::json, "{\"id\":1}\n{\"id\":2}\n"),
            (outline{{1, 2}, result::end}));
  EXPECT_EQ(read(format::json, "{}"), (outline{{0}, result::end}));
}

TEST(CommandReader, handles_what_stands_before_a_mistake) {
  const outline one_then_malformed{{1}, result::malformed};
  for (const std::string rest :
       {"\n", "\n{\"id\":2}", "[]", "{\"id\":-1}\n{\"id\":2}", " ", "{", "x"})
    EXPECT_EQ(read(format::json, "{\"id\":1}\n" + rest), one_then_malformed)
        << rest;
}

TEST(CommandReader, takes_nothing_from_a_frame_without_objects) {
  for (const std::string frame : {"", "\n", " ", "\n{\"id\":1}", "null", "1",
                                  "[{}]", "\"{}\"", "{\"id\":1} {\"id\":2}"})
    EXPECT_EQ(read(format::json, frame), malformed) << frame;
}

TEST(CommandReader, has_no_command_when_it_has_no_frame) {
  command_reader reader;
  Command command;
  EXPECT_EQ(reader.next(command), result::end);
}

// -- reading Protobuf ---------------------------------------------------------

TEST(CommandReader, reads_captured_protobuf_commands) {
  command_reader reader(format::protobuf,
                        from_hex("08 0801 2204 22026a73"
                                 "0a 0805 4a06 0a0474657374"
                                 "0a 0806 4206 0a0474657374 00"));
  Command command;
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_EQ(command.id(), 1u);
  EXPECT_EQ(command.connect().name(), "js");
  EXPECT_EQ(reader.size(), 8u);
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_EQ(command.id(), 5u);
  EXPECT_FALSE(command.has_connect());
  EXPECT_EQ(command.presence_stats().channel(), "test");
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_EQ(command.presence().channel(), "test");
  ASSERT_EQ(reader.next(command), result::command);
  EXPECT_EQ(command.ByteSizeLong(), 0u);
  EXPECT_EQ(reader.next(command), result::end);
}

TEST(CommandReader, takes_no_length_beyond_what_is_there) {
  for (const auto* hex :
       {"", "01", "05 0801", "7f", "ffffff7f", "ffffffff07", "ffffffff0f 0801",
        // 2^32 + 2 and 2^64 - 1: the upper bits count too.
        "8280808010 0801", "ffffffffffffffffff01 0801",
        // Lengths that do not end.
        "80", "ffff", "ffffffffffffffffffff01 0801"})
    EXPECT_EQ(read_hex(hex), malformed) << hex;
}

TEST(CommandReader, handles_what_stands_before_protobuf_that_is_none) {
  const outline one_then_malformed{{1}, result::malformed};
  for (const auto* hex : {"03 0802 42", "02 0880", "02 0f00", "04 3a02 0aff",
                          "05 3a03 0a01ff", "04 2202 0a05"})
    EXPECT_EQ(read_hex("02 0801" + std::string(hex)), one_then_malformed)
        << hex;
}

TEST(CommandReader, ignores_unknown_protobuf_fields) {
  EXPECT_EQ(read_hex("06 0801 f206 01 78"), (outline{{1}, result::end}));
}

TEST(CommandReader, refuses_protobuf_that_is_nested_deeply) {
  FilterNode top;
  auto* at = &top;
  for (int i = 0; i < 1'000; ++i) at = at->add_nodes();
  Command command;
  *command.mutable_subscribe()->mutable_tf() = top;
  EXPECT_EQ(read(format::protobuf, encode(format::protobuf, command)),
            malformed);
}

}  // namespace
}  // namespace parley::centrifuge
