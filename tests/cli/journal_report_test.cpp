// SPDX-License-Identifier: Apache-2.0
#include "cli/journal_report.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

room_summary room(std::string name, std::uint64_t kept, std::uint64_t end) {
  return {.name = std::move(name),
          .end = {end, "E"},
          .used = stored_time(std::chrono::seconds(86'400)),
          .kept = kept,
          .oldest = kept == 0 ? 0 : end - kept + 1,
          .keep = {}};
}

TEST(JournalReport, the_largest_room_comes_first) {
  const auto text =
      describe({room("small", 1, 1), room("large", 20, 25)}, 4'096);
  EXPECT_EQ(
      text,
      "publications  offsets               last said                room\n"
      "          20  6 to 25               1970-01-02 00:00:00 UTC  "
      "\"large\"\n"
      "           1  1 to 1                1970-01-02 00:00:00 UTC  "
      "\"small\"\n"
      "2 rooms, 21 publications, 4096 bytes\n");
}

TEST(JournalReport, a_room_whose_publications_are_gone_still_has_its_end) {
  const auto text = describe({room("old", 0, 7)}, 1);
  EXPECT_NE(text.find("ends at 7"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("1 room, 0 publications, 1 byte\n")) << text;
}

TEST(JournalReport, a_name_cannot_write_on_the_terminal) {
  const auto text = describe({room("a\x1b[2J\nb", 0, 1)}, 0);
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
}

}  // namespace
}  // namespace parley
