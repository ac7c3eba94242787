#include "tests/crowd/frames.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace parley::crowd_test {
namespace {

using namespace std::string_literals;

std::string text_frame(std::size_t size) {
  std::string frame;
  append_masked(frame, opcode::text, std::string(size, 'x'), 0);
  // A mask of zeros changes nothing: without it, it is the server's frame.
  const auto head = frame.size() - size;
  frame.erase(head - 4, 4);
  frame[1] = static_cast<char>(frame[1] & 0x7f);
  return frame;
}

TEST(front_frame, waits_for_the_last_byte_of_every_size_of_length) {
  for (const std::size_t size : {0u, 1u, 125u, 126u, 65'535u, 65'536u}) {
    SCOPED_TRACE(size);
    const auto frame = text_frame(size);
    const std::string_view bytes(frame);
    EXPECT_FALSE(front_frame(bytes.substr(0, 1)));
    EXPECT_FALSE(front_frame(bytes.substr(0, bytes.size() - 1)));
    const auto more = frame + "next";
    const auto whole = front_frame(more);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->kind, opcode::text);
    EXPECT_EQ(whole->payload, std::string(size, 'x'));
    EXPECT_EQ(whole->size, frame.size());
  }
}

TEST(front_frame, refuses_what_our_server_never_sends) {
  EXPECT_THROW(front_frame("\x01\x01x"s), std::runtime_error);  // a fragment
  EXPECT_THROW(front_frame("\xc1\x01x"s), std::runtime_error);  // reserved bit
  EXPECT_THROW(front_frame("\x83\x01x"s), std::runtime_error);  // reserved code
  EXPECT_THROW(front_frame("\x81\x81maskx"s), std::runtime_error);
}

TEST(append_masked, masks_as_in_the_example_of_the_rfc) {
  std::string out;
  append_masked(out, opcode::text, "Hello", 0x37fa213d);  // section 5.7
  EXPECT_EQ(out, "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
}

}  // namespace
}  // namespace parley::crowd_test
