// SPDX-License-Identifier: Apache-2.0
#include "protocol/inspection_columns.hpp"

#include <gtest/gtest.h>

#include <set>

namespace parley {
namespace {

constexpr inspected topics[]{inspected::actors, inspected::rooms,
                             inspected::sessions};

TEST(InspectionColumns, each_field_has_its_own_key) {
  std::set<std::string_view> keys{"node"};
  for (const auto& each : actor_fields())
    EXPECT_TRUE(keys.insert(each.key).second) << each.key;
  for (const auto& each : room_fields())
    EXPECT_TRUE(keys.insert(each.key).second) << each.key;
  for (const auto& each : session_fields())
    EXPECT_TRUE(keys.insert(each.key).second) << each.key;
}

TEST(InspectionColumns, each_column_shows_a_field_of_its_topic) {
  for (const auto about : topics) {
    std::set<std::string_view> keys{"node"};
    for (const auto& each : actor_fields()) keys.insert(each.key);
    if (about == inspected::rooms)
      for (const auto& each : room_fields()) keys.insert(each.key);
    if (about == inspected::sessions)
      for (const auto& each : session_fields()) keys.insert(each.key);
    for (const auto& each : columns_of(about))
      EXPECT_TRUE(keys.contains(each.key)) << each.key;
  }
}

TEST(InspectionColumns, a_room_shows_what_operators_did_to_it) {
  const auto state = [](const room_detail& room) {
    for (const auto& each : room_fields())
      if (each.key == "state") return std::get<std::string>(each.of(room));
    return std::string("no such field");
  };
  EXPECT_EQ(state({}), "");
  EXPECT_EQ(
      state({.durable = true, .closed = true, .frozen = true, .muted = 2}),
      "closed, frozen, 2 muted, durable");
}

TEST(InspectionColumns, an_actor_is_labelled_by_what_people_know) {
  const auto label = [](actor_detail detail) {
    actor_row row;
    row.detail = std::move(detail);
    for (const auto& each : actor_fields())
      if (each.key == "label") return std::get<std::string>(each.of(row));
    return std::string("no such field");
  };
  EXPECT_EQ(label(room_detail{.name = "den"}), "den");
  EXPECT_EQ(label(session_detail{.id = "1f", .user = "ann"}), "ann");
  EXPECT_EQ(label(session_detail{.id = "1f"}), "1f");
  EXPECT_EQ(label({}), "");
}

}  // namespace
}  // namespace parley
