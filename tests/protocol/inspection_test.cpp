// SPDX-License-Identifier: Apache-2.0
#include "protocol/inspection.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

actor_row row(std::uint64_t mailbox, float load = 0) {
  actor_row made;
  made.kind = "room";
  made.mailbox = mailbox;
  made.load = load;
  return made;
}

TEST(Inspection, merges_the_rows_of_all_loops_and_cuts_them) {
  node_report report;
  report.answers.resize(2);
  report.answers[0].rows = {row(5), row(1)};
  report.answers[1].rows = {row(9), row(3)};
  const auto best = report.rows({.by = sort_key::mailbox, .limit = 3});
  ASSERT_EQ(best.size(), 3u);
  EXPECT_EQ(best[0].mailbox, 9u);
  EXPECT_EQ(best[1].mailbox, 5u);
  EXPECT_EQ(best[2].mailbox, 3u);
}

TEST(Inspection, sorts_by_what_is_asked_for) {
  node_report report;
  report.answers.resize(1);
  report.answers[0].rows = {row(5, 0.1F), row(1, 0.9F)};
  EXPECT_EQ(report.rows({.by = sort_key::busy})[0].mailbox, 1u);
}

TEST(Inspection, a_filter_looks_at_kinds_and_names) {
  auto room = row(1);
  room.detail = room_detail{.name = "news:today"};
  EXPECT_TRUE(matches(room, ""));
  EXPECT_TRUE(matches(room, "room"));
  EXPECT_TRUE(matches(room, "today"));
  EXPECT_FALSE(matches(room, "tomorrow"));
  actor_row client;
  client.kind = "client";
  client.detail = session_detail{.id = "a1",
                                 .peer = "10.0.0.7:999",
                                 .transport = "websocket",
                                 .speaks = "json",
                                 .user = "fox",
                                 .rooms = {"den"}};
  for (const auto* part : {"a1", "10.0.0.7", "fox", "den"})
    EXPECT_TRUE(matches(client, part)) << part;
  EXPECT_FALSE(matches(client, "owl"));
}

TEST(Inspection, a_sessions_name_reads_back) {
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{255}, ~std::uint64_t{0}})
    EXPECT_EQ(parse_session_name(session_name({value}))->value, value);
  for (const auto* text : {"", "x", "1x", "-1", "11111111111111111"})
    EXPECT_FALSE(parse_session_name(text)) << text;
}

TEST(Inspection, totals_tell_clients_rooms_and_users_apart) {
  node_report report;
  report.answers.resize(2);
  for (auto& each : report.answers) {
    each.kinds["room"] = {.actors = 2, .size = 10};
    each.kinds["client"] = {.actors = 3};
    each.kinds["session"] = {.actors = 4};
    each.kinds["user_directory"] = {.actors = 1, .size = 5};
  }
  const auto sum = report.totals();
  EXPECT_EQ(sum.rooms, 4u);
  EXPECT_EQ(sum.subscriptions, 20u);
  EXPECT_EQ(sum.clients, 14u);
  EXPECT_EQ(sum.users, 10u);
}

}  // namespace
}  // namespace parley
