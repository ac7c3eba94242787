// SPDX-License-Identifier: Apache-2.0
#include "lab/load/frames.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace parley::load {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

TEST(ClientFrames, are_masked_with_nothing) {
  std::string out;
  append_frame(out, opcode::text, "hello");
  EXPECT_EQ(out, "\x81\x85\0\0\0\0hello"sv);
  out.clear();
  append_frame(out, opcode::binary, std::string(200, 'x'));
  EXPECT_EQ(out.substr(0, 8), "\x82\xfe\0\xc8\0\0\0\0"sv);
  out.clear();
  append_frame(out, opcode::text, std::string(70'000, 'x'));
  EXPECT_EQ(out.substr(0, 14), "\x81\xff\0\0\0\0\0\1\x11\x70\0\0\0\0"sv);
}

TEST(ClientFrames, are_masked_with_a_key_as_in_the_example_of_the_rfc) {
  std::string out;
  append_frame(out, opcode::text, "Hello", 0x37fa213d);  // section 5.7
  EXPECT_EQ(out, "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
}

TEST(ServerFrames, are_taken_when_they_are_whole) {
  const auto all = std::string("\x81\x02hi\x82\x7e\0\xc8"sv) +
                   std::string(200, 'x') + std::string("\x89\0"sv);
  std::string_view bytes = all;
  const auto first = take_frame(bytes);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->op, opcode::text);
  EXPECT_EQ(first->payload, "hi");
  EXPECT_EQ(take_frame(bytes)->payload.size(), 200u);
  EXPECT_EQ(take_frame(bytes)->op, opcode::ping);
  EXPECT_FALSE(take_frame(bytes));
  for (std::size_t n = 4; n < 4 + 4 + 200; ++n) {
    auto part = std::string_view(all).substr(4, n - 4);
    EXPECT_FALSE(take_frame(part)) << n;
    EXPECT_EQ(part.size(), n - 4) << "nothing is taken of what is not whole";
  }
}

/// A server's frame: a client's with a mask of zeros, without the mask.
std::string text_frame(std::size_t size) {
  std::string frame;
  append_frame(frame, opcode::text, std::string(size, 'x'));
  frame.erase(frame.size() - size - 4, 4);
  frame[1] = static_cast<char>(frame[1] & 0x7f);
  return frame;
}

TEST(ServerFrames, of_every_size_of_length_are_awaited_to_the_last_byte) {
  for (const std::size_t size : {0u, 1u, 125u, 126u, 65'535u, 65'536u}) {
    SCOPED_TRACE(size);
    const auto all = text_frame(size) + "next";
    auto part = std::string_view(all).substr(0, 1);
    EXPECT_FALSE(take_frame(part));
    part = std::string_view(all).substr(0, all.size() - 5);
    EXPECT_FALSE(take_frame(part));
    std::string_view bytes = all;
    const auto whole = take_frame(bytes);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->op, opcode::text);
    EXPECT_EQ(whole->payload, std::string(size, 'x'));
    EXPECT_EQ(bytes, "next");
  }
}

TEST(ServerFrames, that_no_server_may_send_are_refused) {
  for (const auto& bytes : {
           "\x01\x01x"s,      // a fragment
           "\xc1\x01x"s,      // a reserved bit
           "\x83\x01x"s,      // a reserved opcode
           "\x81\x81maskx"s,  // masked
       }) {
    std::string_view rest = bytes;
    EXPECT_THROW(take_frame(rest), std::runtime_error);
  }
}

TEST(CloseFrames, have_their_code_in_network_order) {
  EXPECT_EQ(close_payload(1001), "\x03\xe9");
  EXPECT_EQ(close_code_of("\x03\xe9going"), 1001);
  EXPECT_EQ(close_code_of(""), no_code);
}

}  // namespace
}  // namespace parley::load
