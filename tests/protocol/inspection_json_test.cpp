// SPDX-License-Identifier: Apache-2.0
#include "protocol/inspection_json.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <rapidjson/document.h>

namespace parley {
namespace {

node_report report_of(actor_row row) {
  node_report report;
  report.node = "n1";
  report.loops = 1;
  report.answers.resize(1);
  report.answers[0].rows.push_back(std::move(row));
  return report;
}

rapidjson::Document written(const node_report& report,
                            const inspection_query& query) {
  rapidjson::Document read;
  read.Parse(to_json(report, query).c_str());
  EXPECT_FALSE(read.HasParseError());
  return read;
}

TEST(InspectionJson, a_room_has_its_figures_and_its_name_as_it_is) {
  actor_row row;
  row.kind = "room";
  row.in = 2.5F;
  row.detail = room_detail{.name = "a\"b\n<i>", .members = 3, .frozen = true};
  const auto read = written(report_of(row), {.about = inspected::rooms});
  const auto& room = read["rooms"][0];
  EXPECT_STREQ(room["name"].GetString(), "a\"b\n<i>");
  EXPECT_EQ(room["members"].GetUint(), 3u);
  EXPECT_TRUE(room["frozen"].GetBool());
  EXPECT_DOUBLE_EQ(room["in_rate"].GetDouble(), 2.5);
  EXPECT_STREQ(room["node"].GetString(), "n1");
}

TEST(InspectionJson, numbers_that_are_none_do_not_break_it) {
  actor_row row;
  row.kind = "room";
  row.load = NAN;
  row.rate = INFINITY;
  const auto read = written(report_of(row), {.about = inspected::actors});
  EXPECT_EQ(read["actors"][0]["load"].GetDouble(), 0);
  EXPECT_EQ(read["actors"][0]["rate"].GetDouble(), 0);
}

TEST(InspectionJson, a_loop_shows_its_turns_and_kinds) {
  auto report = report_of({});
  auto& loop = report.answers[0];
  loop.turns.turns = 2;
  loop.turns.durations.add(std::chrono::milliseconds(2));
  loop.turns.durations.add(std::chrono::seconds(3));
  loop.kinds["room"].actors = 4;
  const auto read = written(report, {.about = inspected::turns});
  const auto& shown = read["turns"][0];
  EXPECT_EQ(shown["turns"].GetUint(), 2u);
  EXPECT_EQ(shown["kinds"]["room"]["actors"].GetUint(), 4u);
  const auto& buckets = shown["durations"];
  EXPECT_EQ(buckets[buckets.Size() - 1]["turns"].GetUint(), 1u);
  EXPECT_DOUBLE_EQ(shown["busy_seconds"].GetDouble(), 3.002);
}

}  // namespace
}  // namespace parley
