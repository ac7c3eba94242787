// SPDX-License-Identifier: Apache-2.0
#include "lab/script/fill.hpp"

#include "lab/script/wording.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

TEST(fill, puts_in_the_number_of_the_client_and_of_the_round) {
  EXPECT_EQ(fill("[c{i}] {n}/{n}", {7, 12}), "[c7] 12/12");
}

TEST(fill, leaves_other_braces_alone) {
  const auto json = R"({"id":{n},"connect":{},"x":"{j}"})";
  EXPECT_EQ(fill(json, {1, 2}), R"({"id":2,"connect":{},"x":"{j}"})");
}

TEST(fill, leaves_marks_without_a_number_alone) {
  EXPECT_EQ(fill("{i} {n}", {std::nullopt, 3}), "{i} 3");
  EXPECT_EQ(fill("{i} {n}", {3, std::nullopt}), "3 {n}");
}

TEST(fill, reaches_path_and_header_values_of_a_connect) {
  const auto request =
      fill(connect{"/chat?name=c{i}", {{"X-{i}", "{i}"}}}, {4, {}});
  EXPECT_EQ(request.path, "/chat?name=c4");
  EXPECT_EQ(request.headers.front().name, "X-{i}");
  EXPECT_EQ(request.headers.front().value, "4");
}

TEST(fill, reaches_every_text_of_an_expectation) {
  const auto filled = [](const expectation& what) {
    return describe(fill(what, place{4, 5}));
  };
  EXPECT_EQ(filled(message{payload::text, "{i}"}), "\"4\"");
  EXPECT_EQ(filled(pattern{"^{n}$"}), "a match of ^5$");
  EXPECT_EQ(filled(closed{1000, "{i}"}), "close 1000 \"4\"");
}

TEST(fill, reaches_the_reason_of_a_close_and_no_binary_message) {
  EXPECT_EQ(fill(close{1000, "bye {i}"}, {4, {}}).reason, "bye 4");
  EXPECT_EQ(fill(message{payload::binary, "{i}"}, {4, {}}).data, "{i}");
}

TEST(fill, reaches_room_and_data_of_what_clients_do_in_rooms) {
  const place where{4, 5};
  EXPECT_EQ(fill(login{"t{i}", {}}, where).token, "t4");
  EXPECT_EQ(fill(unsubscribe{"r{i}", {}}, where).room, "r4");
  EXPECT_EQ(fill(expect_unsubscribed{"r{i}", {}}, where).room, "r4");
  EXPECT_EQ(fill(expect_presence{"r", "c{i}"}, where).who, "c4");
  EXPECT_EQ(fill(expect_publication{"r", "[{i}]", {}}, where).data, "[4]");
  const auto said = fill(publish{"r{i}", R"({"n":{n}})", {}}, where);
  EXPECT_EQ(said.room, "r4");
  EXPECT_EQ(said.data, R"({"n":5})");
  subscribe what;
  what.room = "r{i}";
  what.token = "t{n}";
  EXPECT_EQ(fill(what, where).room, "r4");
  EXPECT_EQ(fill(what, where).token, "t5");
}

}  // namespace
}  // namespace parley::script
