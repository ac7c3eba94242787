#include "lab/load/frames.hpp"

#include <gtest/gtest.h>

namespace parley::load {
namespace {

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

}  // namespace
}  // namespace parley::load
