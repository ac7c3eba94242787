// SPDX-License-Identifier: Apache-2.0
#include "protocol/printable_stream.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace parley {
namespace {

TEST(PrintableStream, what_others_named_steers_no_terminal) {
  std::ostringstream out;
  {
    const printable_stream guard(out);
    out << "room "
        << "\x1b]0;owned\a" << '\n'
        << "\u009b31m" << std::endl;
  }
  EXPECT_EQ(out.str(), "room \\u001b]0;owned\\u0007\n\\u009b31m\n");
}

TEST(PrintableStream, a_character_may_come_in_parts) {
  std::ostringstream out;
  const printable_stream guard(out);
  out << '\xe6' << "\x9d" << '\xb1' << std::flush;
  EXPECT_EQ(out.str(), "東");
}

TEST(PrintableStream, nothing_is_lost_at_its_end) {
  std::ostringstream out;
  {
    const printable_stream guard(out);
    out << "no line feed";
  }
  out << "\x1b";
  EXPECT_EQ(out.str(), "no line feed\x1b");
}

}  // namespace
}  // namespace parley
