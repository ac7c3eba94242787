// SPDX-License-Identifier: Apache-2.0
#include "protocol/websocket_frame.hpp"

#include "protocol/limits.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

std::string text_frame(std::size_t size) {
  std::string out;
  append_frame(out, opcode::text, payload_coding::identity,
               std::string(size, 'x'));
  return out;
}

TEST(WebsocketFrame, short_payloads_have_a_header_of_two_bytes) {
  std::string out;
  append_frame(out, opcode::text, payload_coding::identity, "[a] ", "hi");
  EXPECT_EQ(out, "\x81\x06[a] hi");
}

TEST(WebsocketFrame, lengths_take_the_shortest_form) {
  EXPECT_EQ(text_frame(125).substr(0, 2), "\x81\x7d");
  EXPECT_EQ(text_frame(126).substr(0, 4), std::string("\x81\x7e\x00\x7e", 4));
  EXPECT_EQ(text_frame(65'535).substr(0, 4), "\x81\x7e\xff\xff");
  EXPECT_EQ(text_frame(65'536).substr(0, 10),
            std::string("\x81\x7f\0\0\0\0\0\x01\0\0", 10));
}

TEST(WebsocketFrame, compressed_payloads_set_the_first_reserved_bit) {
  std::string out;
  append_frame(out, opcode::text, payload_coding::deflated, "z");
  EXPECT_EQ(static_cast<unsigned char>(out[0]), 0xc1);
}

TEST(WebsocketFrame, a_close_frame_has_its_code_in_network_order) {
  EXPECT_EQ(close_frame(close_code::going_away, "bye"),
            "\x88\x05\x03\xe9"
            "bye");
}

TEST(WebsocketFrame, a_ping_is_two_bytes) {
  EXPECT_EQ(ping_frame(), std::string("\x89\0", 2));
}

TEST(WebsocketFrame, a_long_reason_is_cut_at_a_character) {
  std::string reason(close_reason_size - 1, 'r');
  reason += "é";
  const auto bytes = close_frame(close_code::slow, reason);
  EXPECT_EQ(bytes.size(), 2 + 2 + close_reason_size - 1);
}

TEST(WebsocketFrame, the_end_of_a_frame_is_found_from_any_byte_of_it) {
  const auto small = text_frame(3), medium = text_frame(300),
             large = text_frame(70'000);
  const auto all = small + medium + large;
  EXPECT_EQ(frame_end(all, 0), 0u);
  EXPECT_EQ(frame_end(all, 1), small.size());
  EXPECT_EQ(frame_end(all, small.size()), small.size());
  EXPECT_EQ(frame_end(all, small.size() + 1), small.size() + medium.size());
  EXPECT_EQ(frame_end(all, all.size() - 1), all.size());
  EXPECT_EQ(frame_end(all, all.size()), all.size());
}

TEST(WebsocketFrame, frames_are_taken_off_one_by_one) {
  const auto small = text_frame(3), medium = text_frame(300),
             large = text_frame(70'000);
  const auto all = small + medium + large;
  std::string_view rest = all;
  EXPECT_EQ(take_payload(rest), small.substr(2));
  EXPECT_EQ(take_payload(rest), medium.substr(4));
  EXPECT_EQ(take_payload(rest), large.substr(10));
  EXPECT_TRUE(rest.empty());
}

}  // namespace
}  // namespace parley
