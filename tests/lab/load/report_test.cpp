// SPDX-License-Identifier: Apache-2.0
#include "lab/load/report.hpp"

#include <gtest/gtest.h>

#include <rapidjson/document.h>

namespace parley::load {
namespace {

result some_result() {
  result found;
  found.name = "s1-open";
  found.url = "ws://<here>";
  found.protocol = "plain";
  found.plan = find_preset("s1-open")->plan;
  found.seconds = 2;
  found.server_cpu = 0.5;
  found.messages = 100;
  found.deliveries = 100'000;
  for (int i = 1; i <= 1'000; ++i) found.latency.add(i * 1'000);
  found.timeline = {10, 20, 30, 1};
  found.connections = 1'000;
  found.join_cpu = 0.03;
  found.resident_growth = 5'000'000;
  return found;
}

TEST(Result, costs_are_shared_out) {
  const auto found = some_result();
  EXPECT_DOUBLE_EQ(found.cpu_per_delivery(), 5);
  EXPECT_DOUBLE_EQ(found.cpu_per_join(), 30);
  EXPECT_DOUBLE_EQ(found.bytes_per_connection(), 5'000);
  EXPECT_DOUBLE_EQ(result{}.cpu_per_delivery(), 0);
}

TEST(Result, is_clean_only_when_nothing_went_wrong) {
  EXPECT_TRUE(some_result().is_clean());
  for (auto count : {&result::lost, &result::duplicated, &result::reordered,
                     &result::refused, &result::failures}) {
    auto found = some_result();
    found.*count = 1;
    EXPECT_FALSE(found.is_clean());
  }
}

TEST(Report, the_table_says_what_it_cost) {
  const auto table = as_table(some_result());
  for (const auto* part : {"5.00 us a delivery", "30.0 us each",
                           "5000 bytes a connection", "50000/s", "lost"})
    EXPECT_NE(table.find(part), std::string::npos) << part << " in\n" << table;
}

TEST(Report, json_has_the_figures) {
  rapidjson::Document json;
  json.Parse(as_json(some_result()).c_str());
  ASSERT_FALSE(json.HasParseError());
  EXPECT_EQ(json["cpu_us_per_delivery"].GetDouble(), 5);
  EXPECT_EQ(json["deliveries"].GetUint64(), 100'000u);
  EXPECT_NEAR(json["latency_ns"]["p50"].GetDouble(), 500'000, 20'000);
  EXPECT_EQ(json["plan"]["members"].GetUint64(), 1'000u);
  EXPECT_EQ(json["lost"].GetUint64(), 0u);
  EXPECT_EQ(json["deliveries_per_100ms"].Size(), 4u);
}

}  // namespace
}  // namespace parley::load
