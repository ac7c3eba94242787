// SPDX-License-Identifier: Apache-2.0
#include "net/reframe.hpp"

#include "protocol/centrifuge/format.hpp"
#include "protocol/limits.hpp"
#include "protocol/websocket_frame.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace parley {
namespace {

constexpr stream_framing lines{.format = stream_format::lines};
constexpr stream_framing events{.format = stream_format::events};
constexpr stream_framing lengths{.format = stream_format::lengths};

constexpr stream_framing unchunked(stream_framing as) {
  as.chunked = false;
  return as;
}

std::string frames(opcode op, std::initializer_list<std::string> payloads) {
  std::string out;
  for (const auto& each : payloads)
    append_frame(out, op, payload_coding::identity, each);
  return out;
}

TEST(Reframe, json_replies_become_lines_in_one_chunk) {
  const auto pushed = frames(opcode::text, {R"({"id":1})", "{}"});
  EXPECT_EQ(stream_frames(pushed, lines), "c\r\n{\"id\":1}\n{}\n\r\n");
  EXPECT_EQ(stream_frames(pushed, unchunked(lines)), "{\"id\":1}\n{}\n");
}

TEST(Reframe, json_replies_become_events) {
  const auto pushed = frames(opcode::text, {R"({"id":1})", "{}"});
  EXPECT_EQ(stream_frames(pushed, unchunked(events)),
            "data: {\"id\":1}\n\ndata: {}\n\n");
}

TEST(Reframe, protobuf_replies_stay_as_they_are) {
  const std::string ping(1, '\0'), reply("\x02\x08\x01");
  const auto pushed = frames(opcode::binary, {ping, reply});
  EXPECT_EQ(stream_frames(pushed, unchunked(lengths)), ping + reply);
  EXPECT_EQ(stream_frames(pushed, lengths), "4\r\n" + ping + reply + "\r\n");
}

TEST(Reframe, payloads_of_every_size_of_frame_are_found) {
  for (const std::size_t size : {1u, 125u, 126u, 65'535u, 65'536u, 70'000u}) {
    const std::string text(size, 'x');
    const auto pushed = frames(opcode::text, {text, "{}", text});
    EXPECT_EQ(stream_frames(pushed, unchunked(lines)),
              text + "\n{}\n" + text + '\n')
        << size;
  }
}

TEST(Reframe, a_chunk_tells_its_size_in_hexadecimal) {
  const std::string text(0x1000f - 1, 'x');
  EXPECT_TRUE(stream_message(text, lines).starts_with("1000f\r\nx"));
}

TEST(Reframe, nothing_pushed_does_not_end_the_body) {
  EXPECT_EQ(stream_frames("", lines), "");
}

TEST(Reframe, one_message_looks_like_one_of_many) {
  for (const auto as : {lines, events, unchunked(lines), unchunked(events)})
    EXPECT_EQ(stream_message("{}", as),
              stream_frames(frames(opcode::text, {"{}"}), as));
}

TEST(Reframer, shares_what_many_links_get_in_turn) {
  reframer shared;
  const auto one = make_frame(frames(opcode::text, {"{}"})),
             two = make_frame(frames(opcode::text, {"[]"}));
  const auto first = shared.stream(one, lines);
  EXPECT_EQ(*shared.stream(one, events), stream_frames(*one, events));
  EXPECT_EQ(shared.stream(one, lines), first);
  EXPECT_EQ(*shared.stream(two, lines), stream_frames(*two, lines));
  EXPECT_EQ(*shared.stream(one, unchunked(lines)), "{}\n");
}

TEST(Reframe, an_event_stream_opens_with_an_empty_line) {
  EXPECT_EQ(stream_opening(unchunked(events)), "\r\n");
  EXPECT_EQ(stream_opening(events), "2\r\n\r\n\r\n");
  EXPECT_EQ(stream_opening(lines), "");
  EXPECT_EQ(stream_opening(lengths), "");
}

TEST(Reframe, a_stream_ends_with_a_disconnect_push) {
  EXPECT_EQ(
      stream_ending(close_code::shutdown, "shutdown", unchunked(lines)),
      "{\"push\":{\"disconnect\":{\"code\":3001,\"reason\":\"shutdown\"}}}"
      "\n");
  EXPECT_TRUE(stream_ending(close_code::shutdown, "shutdown", lines)
                  .ends_with("\n\r\n0\r\n\r\n"));
}

TEST(Reframe, a_listener_is_told_the_bare_disconnect) {
  auto as = unchunked(events);
  as.bare = true;
  EXPECT_EQ(stream_ending(close_code::stale, "stale", as),
            "data: {\"disconnect\":{\"code\":3502,\"reason\":\"stale\"}}\n\n");
}

TEST(Reframe, a_protobuf_stream_ends_with_a_disconnect_push_too) {
  const auto ending =
      stream_ending(close_code::no_pong, "no pong", unchunked(lengths));
  centrifuge::Reply reply;
  ASSERT_TRUE(reply.ParseFromString(ending.substr(1)));
  EXPECT_EQ(reply.push().disconnect().code(), 3012u);
  EXPECT_EQ(reply.push().disconnect().reason(), "no pong");
}

TEST(Reframe, a_long_reason_is_cut) {
  const std::string reason(2 * close_reason_size, 'r');
  const auto ending = stream_ending(close_code::slow, reason, unchunked(lines));
  EXPECT_NE(ending.find(reason.substr(0, close_reason_size) + '"'),
            std::string::npos);
}

TEST(BarePush, a_push_loses_the_reply_around_it) {
  EXPECT_EQ(bare_push(R"({"push":{"channel":"a","pub":{"data":1}}})"),
            R"({"channel":"a","pub":{"data":1}})");
}

TEST(BarePush, a_ping_stays_as_it_is) {
  EXPECT_EQ(bare_push("{}"), "{}");
}

TEST(BarePush, every_frame_of_a_block_is_stripped) {
  const std::string large(70'000, '1');
  EXPECT_EQ(
      bare_frames(frames(opcode::text, {R"({"push":{"channel":"a"}})", "{}",
                                        R"({"push":)" + large + "}"})),
      frames(opcode::text, {R"({"channel":"a"})", "{}", large}));
}

}  // namespace
}  // namespace parley
