// SPDX-License-Identifier: Apache-2.0
#include "protocol/websocket_header.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace parley {
namespace {

std::optional<websocket_header> parse(std::string bytes) {
  EXPECT_EQ(websocket_header::size_of(bytes), bytes.size());
  return websocket_header::parse(bytes);
}

TEST(WebsocketHeader, its_size_is_told_by_its_second_byte) {
  EXPECT_EQ(websocket_header::size_of(std::string("")), 2u);
  EXPECT_EQ(websocket_header::size_of(std::string("\x81")), 2u);
  EXPECT_EQ(websocket_header::size_of(std::string("\x81\x85")), 6u);
  EXPECT_EQ(websocket_header::size_of(std::string("\x81\xfe")), 8u);
  EXPECT_EQ(websocket_header::size_of(std::string("\x81\xff")), 14u);
  EXPECT_EQ(websocket_header::size_of(std::string("\x81\x05")), 2u);
}

TEST(WebsocketHeader, every_field_is_read) {
  const auto head =
      parse(std::string("\xc2\xfe\x01\x02"
                        "abcd",
                        8));
  ASSERT_TRUE(head);
  EXPECT_TRUE(head->final);
  EXPECT_TRUE(head->compressed);
  EXPECT_EQ(head->op, opcode::binary);
  EXPECT_EQ(head->length, 0x102u);
  EXPECT_EQ(std::string(head->mask.data(), 4), "abcd");
}

TEST(WebsocketHeader, what_no_client_may_send_is_nothing) {
  EXPECT_FALSE(parse("\x81\x05"));  // not masked
  EXPECT_FALSE(
      parse("\x83\x85"
            "mask"));  // unknown opcode
  EXPECT_FALSE(
      parse("\x8b\x85"
            "mask"));
  EXPECT_FALSE(
      parse("\xa1\x85"
            "mask"));  // RSV2
  EXPECT_FALSE(
      parse("\x91\x85"
            "mask"));  // RSV3
  EXPECT_FALSE(
      parse("\x09\x85"
            "mask"));  // a ping in fragments
  EXPECT_FALSE(
      parse("\xc9\x85"
            "mask"));  // a compressed one
  EXPECT_FALSE(
      parse(std::string("\x89\xfe\x00\x7e"
                        "mask",
                        8)));  // a long one
  EXPECT_FALSE(
      parse(std::string("\x81\xfe\x00\x7d"
                        "mask",
                        8)));
  EXPECT_FALSE(
      parse(std::string("\x81\xff\0\0\0\0\0\0\xff\xff"
                        "mask",
                        14)));
  EXPECT_FALSE(
      parse(std::string("\x81\xff\x80\0\0\0\0\0\0\0"
                        "mask",
                        14)));
  EXPECT_TRUE(
      parse(std::string("\x81\xff\0\0\0\0\0\1\0\0"
                        "mask",
                        14)));
}

RC_GTEST_PROP(Unmask, is_the_same_in_parts_as_in_one, (std::string text)) {
  const auto cut = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
  const std::array<char, 4> mask{'m', '\xf0', 's', '\0'};
  std::string expected = text, parts = text;
  for (std::size_t i = 0; i < text.size(); ++i)
    expected[i] = static_cast<char>(text[i] ^ mask[i % 4]);
  unmask(text, mask);
  RC_ASSERT(text == expected);
  unmask(std::span(parts).first(cut), mask);
  unmask(std::span(parts).subspan(cut), mask, cut);
  RC_ASSERT(parts == expected);
}

}  // namespace
}  // namespace parley
