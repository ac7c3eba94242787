// SPDX-License-Identifier: Apache-2.0
#include "store/append_rule.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using namespace std::chrono_literals;

constexpr stored_time noon{std::chrono::hours(12)};

append_records behind(stream_position end, stored_time at = noon) {
  return {"lobby", std::move(end), {{nullptr, at}}, {}, {}};
}

TEST(AppendRule, an_append_follows_the_last_publication) {
  const known_end known{{7, "E1"}, noon, 1h};
  EXPECT_EQ(judge(&known, behind({7, "E1"})), footing::follows);
  EXPECT_EQ(judge(&known, behind({6, "E1"})), footing::conflict);
  EXPECT_EQ(judge(&known, behind({8, "E1"})), footing::conflict);
  EXPECT_EQ(judge(&known, behind({0, "E1"})), footing::conflict);
  EXPECT_EQ(judge(&known, behind({7, "E2"})), footing::conflict);
}

TEST(AppendRule, in_an_unknown_room_it_stands_anywhere) {
  EXPECT_EQ(judge(nullptr, behind({0, "E1"})), footing::new_room);
  EXPECT_EQ(judge(nullptr, behind({7, "E1"})), footing::new_room);
}

TEST(AppendRule, another_epoch_begins_when_the_old_one_is_over_its_time) {
  const known_end known{{7, "E1"}, noon, 1h};
  EXPECT_EQ(judge(&known, behind({0, "E2"}, noon + 1h - 1ms)),
            footing::conflict);
  EXPECT_EQ(judge(&known, behind({0, "E2"}, noon + 1h)), footing::anew);
  EXPECT_EQ(judge(&known, behind({0, "E1"}, noon + 1h)), footing::conflict);
  EXPECT_EQ(judge(&known, behind({1, "E2"}, noon + 1h)), footing::conflict);
}

TEST(AppendRule, an_endless_time_is_never_over) {
  const known_end known{{7, "E1"}, noon, std::chrono::milliseconds::max()};
  EXPECT_EQ(judge(&known, behind({0, "E2"}, stored_time::max())),
            footing::conflict);
}

TEST(AppendRule, nothing_at_all_begins_no_epoch) {
  const known_end known{{7, "E1"}, noon, 0ms};
  EXPECT_EQ(judge(&known, {"lobby", {0, "E2"}, {}, {}, {}}), footing::conflict);
  EXPECT_EQ(judge(&known, {"lobby", {7, "E1"}, {}, {}, {}}), footing::follows);
}

}  // namespace
}  // namespace parley
