// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/view.hpp"

#include <gtest/gtest.h>

namespace parley::inspect {
namespace {

table rooms(std::vector<std::string> names) {
  table made;
  made.summary = "node n";
  made.columns = {{"room"}};
  for (auto& each : names) {
    made.rows.push_back({each});
    made.details.push_back({"name: " + each});
    made.weights.push_back(0);
    made.nodes.push_back(0);
    made.subjects.push_back(std::move(each));
  }
  return made;
}

int code(key which) {
  return static_cast<int>(which);
}

class InspectView : public ::testing::Test {
 protected:
  InspectView() { shown.show(rooms({"a", "b&c", "d"})); }

  std::string marked() {
    const auto picture = shown.draw(10);
    return picture.marked ? picture.lines[*picture.marked] : "";
  }
  std::string foot() { return shown.draw(10).lines.back(); }

  view shown;
};

TEST_F(InspectView, arrows_choose_a_row_and_stay_within_the_table) {
  EXPECT_EQ(marked(), "a");
  shown.press(code(key::down));
  EXPECT_EQ(marked(), "b&c");
  shown.press(code(key::page_down));
  EXPECT_EQ(marked(), "d");
  shown.press(code(key::page_up));
  EXPECT_EQ(marked(), "a");
}

TEST_F(InspectView, the_chosen_row_stays_chosen_when_others_move) {
  shown.press(code(key::down));
  shown.show(rooms({"x", "y", "b&c", "a"}));
  EXPECT_EQ(marked(), "b&c");
}

TEST_F(InspectView, a_long_table_scrolls_to_the_chosen_row) {
  std::vector<std::string> many;
  for (int i = 0; i < 100; ++i) many.push_back("room" + std::to_string(i));
  shown.show(rooms(many));
  for (int i = 0; i < 60; ++i) shown.press(code(key::down));
  EXPECT_EQ(marked(), "room60");
  EXPECT_EQ(shown.draw(10).lines.size(), 10u);
}

TEST_F(InspectView, numbers_turn_to_other_topics) {
  EXPECT_TRUE(shown.press('2').asks);
  EXPECT_EQ(shown.asked().about, topic::sessions);
}

TEST_F(InspectView, s_goes_round_the_orders) {
  EXPECT_TRUE(shown.press('s').asks);
  EXPECT_EQ(shown.asked().sort, "in");
}

TEST_F(InspectView, a_filter_is_typed_and_can_be_left) {
  shown.press('/');
  for (const char c : std::string("denx")) shown.press(c);
  shown.press(code(key::erase));
  EXPECT_EQ(foot(), "show only: den_");
  EXPECT_TRUE(shown.press(code(key::enter)).asks);
  EXPECT_EQ(shown.asked().filter, "den");
  shown.press('/');
  shown.press('x');
  shown.press(code(key::escape));
  EXPECT_EQ(shown.asked().filter, "den");
}

TEST_F(InspectView, an_order_waits_for_a_yes) {
  shown.press(code(key::down));
  EXPECT_EQ(shown.press('c').order, "");
  EXPECT_EQ(foot(), "set room b&c to closed? y: yes, any other key: no");
  EXPECT_EQ(shown.press('y').order, "/debug/moderate?room=b%26c&closed=true");
  shown.press('f');
  EXPECT_EQ(shown.press('n').order, "");
}

TEST_F(InspectView, who_is_muted_is_typed) {
  shown.press('m');
  for (const char c : std::string("fox")) shown.press(c);
  shown.press(code(key::enter));
  EXPECT_EQ(shown.press('y').order, "/debug/moderate?room=a&mute=fox");
}

TEST_F(InspectView, a_session_can_be_kicked_and_a_room_cannot) {
  shown.press('k');
  EXPECT_EQ(shown.press('y').order, "");
  shown.press('2');
  shown.show(rooms({"1f"}));
  shown.press('k');
  EXPECT_EQ(shown.press('y').order, "/debug/kick?session=1f");
}

TEST_F(InspectView, enter_shows_all_that_is_known_and_escape_leads_back) {
  shown.press(code(key::enter));
  EXPECT_EQ(shown.draw(10).lines[3], "name: a");
  shown.press(code(key::escape));
  EXPECT_EQ(marked(), "a");
}

TEST_F(InspectView, trouble_is_said_until_an_answer_comes) {
  shown.complain("no answer from here");
  EXPECT_EQ(foot(), "no answer from here");
  shown.show(rooms({"a"}));
  EXPECT_NE(foot(), "no answer from here");
}

TEST_F(InspectView, an_empty_table_can_be_walked_in) {
  shown.show(rooms({}));
  shown.press(code(key::down));
  shown.press(code(key::enter));
  shown.press('c');
  EXPECT_FALSE(shown.draw(10).marked);
}

}  // namespace
}  // namespace parley::inspect
