// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/table.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace parley::inspect {
namespace {

constexpr std::string_view two_rooms = R"({"node":"0123456789","uptime":61,
  "loops":2,"loops_answered":2,"clients":3,"num_rooms":2,"columns":[
  {"key":"name","title":"room","kind":"text"},
  {"key":"members","title":"members","kind":"count"},
  {"key":"out_rate","title":"out","kind":"rate"},
  {"key":"load","title":"load","kind":"share"},
  {"key":"longest_seconds","title":"longest","kind":"seconds"},
  {"key":"tags","title":"tags","kind":"texts"},
  {"key":"state","title":"state","kind":"something new"},
  {"key":"node","title":"node","kind":"node"}],"rooms":[
  {"kind":"room","name":"den","members":1500,"in_rate":2,"out_rate":3000,
   "mailbox":0,"load":0.25,"longest_seconds":0.0015,"state":"frozen","loop":1,
   "node":"0123456789","tags":["a","b",3]},
  {"kind":"room","name":"\u001b[2Jevil","members":1,"loop":0}]})";

TEST(InspectTable, shows_figures_as_people_read_them) {
  const auto shown = read_table(two_rooms, {});
  const auto lines = lines_of(shown);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_TRUE(lines[0].starts_with("room")) << lines[0];
  for (const auto* part :
       {"den", "1.5k", "3k", "25.0", "1.5", "frozen", "a b ", "01234567"})
    EXPECT_NE(lines[1].find(part), std::string::npos) << part << lines[1];
  EXPECT_EQ(shown.subjects[0], "den");
}

TEST(InspectTable, has_the_columns_that_the_node_sends) {
  const auto shown = read_table(
      R"({"node":"n","columns":[{"key":"new","title":"n\u001bew"},3],
          "rooms":[{"new":"x","name":"y"}]})",
      {});
  ASSERT_EQ(shown.columns.size(), 1u);
  EXPECT_EQ(shown.columns[0].title, "n\\u001bew");
  EXPECT_EQ(shown.rows[0][0], "x");
}

TEST(InspectTable, a_name_cannot_write_on_the_terminal) {
  const auto shown = read_table(two_rooms, {});
  for (const auto& line : lines_of(shown))
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
  for (const auto& line : shown.details[1])
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
  EXPECT_NE(shown.subjects[1].find('\x1b'), std::string::npos)
      << "an order needs the name as it is";
}

TEST(InspectTable, columns_stand_under_their_heads) {
  const auto lines = lines_of(read_table(two_rooms, {}));
  EXPECT_EQ(lines[0].find("members") + 7, lines[1].find("1.5k") + 4);
}

TEST(InspectTable, says_when_a_loop_does_not_answer) {
  const auto shown =
      read_table(R"({"node":"n","loops":4,"loops_answered":3,"turns":[]})",
                 {.about = topic::turns});
  EXPECT_NE(shown.summary.find("ONLY 3 OF 4"), std::string::npos);
}

TEST(InspectTable, several_nodes_are_one_table_sorted_as_each_was) {
  const auto one = read_table(R"({"node":"a","rooms":[
    {"name":"x","out_rate":9},{"name":"y","out_rate":1}]})",
                              {});
  const auto two =
      read_table(R"({"node":"b","rooms":[{"name":"z","out_rate":5}]})", {});
  const auto all = merged({one, two}, 2);
  EXPECT_EQ(all.subjects, (std::vector<std::string>{"x", "z"}));
  EXPECT_EQ(all.nodes, (std::vector<std::size_t>{0, 1}));
  EXPECT_NE(all.summary.find("node a"), std::string::npos);
  EXPECT_NE(all.summary.find("node b"), std::string::npos);
}

TEST(InspectTable, nodes_of_two_versions_are_one_table_with_all_columns) {
  const auto one = read_table(
      R"({"columns":[{"key":"a","title":"a"}],"rooms":[{"a":"1","b":"2"}]})",
      {});
  const auto two = read_table(
      R"({"columns":[{"key":"b","title":"b"},{"key":"a","title":"a"}],
          "rooms":[{"a":"3","b":"4"}]})",
      {});
  const auto all = merged({one, two}, 9);
  using texts = std::vector<std::string>;
  EXPECT_EQ(all.rows, (std::vector<texts>{{"1", ""}, {"3", "4"}}));
  EXPECT_EQ(lines_of(all).size(), 3u);
}

TEST(InspectTable, what_is_no_answer_is_an_error) {
  for (const auto* text : {"", "[]", "{}", R"({"rooms":3})", "<html>"})
    EXPECT_THROW(read_table(text, {}), std::runtime_error) << text;
}

TEST(InspectTable, an_answer_of_many_levels_is_none) {
  const std::string deep(1'000'000, '[');
  EXPECT_THROW(read_table(deep, {}), std::runtime_error);
  const auto inside = R"({"rooms":[{"name":)" + std::string(100'000, '[') +
                      std::string(100'000, ']') + "}]}";
  EXPECT_THROW(read_table(inside, {}), std::runtime_error);
}

TEST(InspectTable, no_control_of_any_sort_is_shown) {
  const auto shown = read_table(
      "{\"columns\":[{\"key\":\"name\"}],"
      "\"rooms\":[{\"name\":\"a\u009b31m\u202eb\"}]}",
      {});
  EXPECT_EQ(shown.rows[0][0], "a\\u009b31m\\u202eb");
}

}  // namespace
}  // namespace parley::inspect
