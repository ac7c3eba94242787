// SPDX-License-Identifier: Apache-2.0
#include "protocol/metrics.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

class Metrics : public ::testing::Test {
 protected:
  Metrics() {
    report.loops = 2;
    report.answers.resize(2);
    report.answers[1].loop = 1;
  }

  std::string text() const { return to_metrics(report, hottest, "parley"); }
  void has(const std::string& line) const {
    EXPECT_NE(text().find(line + '\n'), std::string::npos)
        << line << "\nis not in\n"
        << text();
  }

  node_report report;
  inspection_query hottest{.about = inspected::rooms, .by = sort_key::out};
};

TEST_F(Metrics, sums_up_the_loops) {
  report.answers[0].traffic.sent = 5;
  report.answers[1].traffic.sent = 7;
  report.answers[0].traffic.transports["websocket"] = {9, 4, 20, 300};
  report.answers[1].traffic.transports["websocket"] = {1, 0, 2, 30};
  has("parley_transport_messages_sent 12");
  has("parley_client_connections_accepted{transport=\"websocket\"} 10");
  has("parley_client_connections_inflight{transport=\"websocket\"} 6");
  has("parley_transport_messages_received_size{transport=\"websocket\"} 330");
}

TEST_F(Metrics, codes_that_clients_make_up_are_one) {
  report.answers[0].traffic.closes[0] = 4;
  report.answers[0].traffic.closes[1001] = 2;
  has("parley_client_num_server_disconnects{code=\"other\"} 4");
  has("parley_client_num_server_disconnects{code=\"1001\"} 2");
}

TEST_F(Metrics, a_histogram_is_cumulative) {
  report.answers[1].turns.durations.add(std::chrono::microseconds(50));
  report.answers[1].turns.durations.add(std::chrono::milliseconds(30));
  report.answers[1].turns.durations.add(std::chrono::seconds(5));
  has("parley_loop_turn_duration_seconds_count{loop=\"1\"} 3");
  has("parley_loop_turn_duration_seconds_bucket{loop=\"1\",le=\"0.0001\"} 1");
  has("parley_loop_turn_duration_seconds_bucket{loop=\"1\",le=\"0.05\"} 2");
  has("parley_loop_turn_duration_seconds_bucket{loop=\"1\",le=\"+Inf\"} 3");
}

TEST_F(Metrics, counters_do_not_go_back_when_actors_end) {
  report.answers[0].kinds["room"].received = 3;
  report.answers[1].gone["room"].received = 40;
  has("parley_room_messages_total 43");
}

TEST_F(Metrics, hot_rooms_have_their_names_and_no_others) {
  actor_row row;
  row.kind = "room";
  row.out = 900;
  row.detail = room_detail{.name = "a \"b\""};
  report.answers[0].rows.push_back(row);
  has("parley_room_hot_deliveries_per_second{room=\"a \\\"b\\\"\"} 900");
}

TEST_F(Metrics, each_family_is_told_once) {
  report.answers[0].kinds["room"].actors = 1;
  report.answers[1].kinds["client"].actors = 1;
  const auto all = text();
  const std::string head = "# TYPE parley_actors gauge";
  const auto first = all.find(head);
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(all.find(head, first + 1), std::string::npos);
}

TEST_F(Metrics, the_prefix_is_the_operators) {
  EXPECT_EQ(to_metrics(report, hottest, "chat").find("parley_"),
            std::string::npos);
}

}  // namespace
}  // namespace parley
