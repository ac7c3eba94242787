// SPDX-License-Identifier: Apache-2.0
#include "store/log_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace parley {
namespace {

TEST(LogNames, a_subject_is_the_rooms_alone) {
  std::set<std::string> subjects;
  const auto rooms = {"a",   "A",   "a b", "a.b", "a*",  "a>",   "x:a",
                      "$a",  "=",   "=61", "",    ":",   "x:",   "\xc3\xa4",
                      "x:>", "x.a", "a\n", "a_b", "a-b", "$x:a", "x:a#u"};
  for (const auto* room : rooms) subjects.insert(log_subject_of("c", room));
  EXPECT_EQ(subjects.size(), rooms.size());
  for (const auto& each : subjects) {
    EXPECT_EQ(std::count(each.begin(), each.end(), '.'), 4) << each;
    EXPECT_EQ(each.find_first_of(" *>\t\n"), std::string::npos) << each;
  }
}

TEST(LogNames, a_room_is_in_the_stream_of_its_namespace) {
  EXPECT_EQ(log_space_of("news:sport"), "news");
  EXPECT_EQ(log_space_of("$news:sport"), "news");
  EXPECT_EQ(log_space_of("sport"), "");
  EXPECT_TRUE(log_subject_of("c", "news:sport")
                  .starts_with(log_subjects_of("c", "news")));
  EXPECT_NE(log_stream_of("c", ""), log_stream_of("c", "news"));
  EXPECT_NE(log_stream_of("c", "news"), log_stream_of("d", "news"));
}

}  // namespace
}  // namespace parley
