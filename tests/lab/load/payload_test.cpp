// SPDX-License-Identifier: Apache-2.0
#include "lab/load/payload.hpp"

#include <gtest/gtest.h>

namespace parley::load {
namespace {

TEST(Payload, says_what_it_was_made_of_and_has_its_size) {
  for (const std::size_t size :
       {std::size_t{0}, mark::size, std::size_t{100}}) {
    const auto text = make_payload({7, 42, 1'234'567'890'123}, size);
    EXPECT_EQ(text.size(), std::max(size, mark::size));
    std::string_view rest = text;
    const auto found = take_mark(rest);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->room, 7u);
    EXPECT_EQ(found->sequence, 42u);
    EXPECT_EQ(found->at, 1'234'567'890'123);
    EXPECT_FALSE(take_mark(rest));
  }
}

TEST(Payload, all_marks_of_a_frame_are_found) {
  const auto frame = "{\"data\":\"" + make_payload({1, 0, 5}, 60) + "\"}\n" +
                     "[user0] " + make_payload({1, mark::sync, 6}, 0) + "\r\n";
  std::string_view rest = frame;
  EXPECT_EQ(take_mark(rest)->sequence, 0u);
  EXPECT_EQ(take_mark(rest)->sequence, mark::sync);
  EXPECT_FALSE(take_mark(rest));
}

TEST(Payload, half_a_mark_is_none) {
  const auto text = make_payload({1, 2, 3}, 0);
  for (std::size_t n = 0; n < text.size(); ++n) {
    auto part = std::string_view(text).substr(0, n);
    EXPECT_FALSE(take_mark(part)) << n;
  }
}

}  // namespace
}  // namespace parley::load
