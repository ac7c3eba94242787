// SPDX-License-Identifier: Apache-2.0
#include "actors/surveyor.hpp"

#include "tests/actors/inspection_stage.hpp"

#include <gtest/gtest.h>

#include <rapidjson/document.h>
#include <string>

namespace parley {
namespace {

/// A census of more actors than one slice.
TEST_F(InspectionStage, a_walk_of_many_leaves_the_loop_to_others_in_between) {
  for (std::size_t i = 0; i < census_slice + 10; ++i) joined(0, "den");
  const auto late = joined(0, "den", "fox");
  std::optional<inspection_answer> got;
  inspection_gateway(inspector_)
      .call(
          inspection_query{.about = inspected::sessions, .by = sort_key::size},
          [&](inspection_answer answer) { got = std::move(answer); });
  // The inspector, the surveyor's begin, and its first slice.
  for (int i = 0; i < 3; ++i) s.step(0);
  late->says("hello");
  s.settle();
  EXPECT_EQ(late->heard.back(), "[fox] hello");
  ASSERT_TRUE(got);
  rapidjson::Document seen;
  seen.Parse(got->body.c_str());
  EXPECT_EQ(seen["clients"].GetUint(), census_slice + 11);
}

TEST(WorkRecord, rates_are_of_the_time_between_two_marks) {
  work_record did;
  did.count_in(10), did.count_out(20);
  for (int i = 0; i < 4; ++i) did.count_handled(std::chrono::milliseconds(250));
  did.mark(2, true);
  EXPECT_FLOAT_EQ(did.recent().in, 5);
  EXPECT_FLOAT_EQ(did.recent().out, 10);
  EXPECT_FLOAT_EQ(did.recent().handled, 2);
  EXPECT_FLOAT_EQ(did.recent().load, 0.5);
  did.mark(1, true);
  EXPECT_FLOAT_EQ(did.recent().in, 0);
  did.count_in(7);
  did.mark(100, false);
  EXPECT_FLOAT_EQ(did.recent().in, 0) << "too long ago to be about now";
}

}  // namespace
}  // namespace parley
