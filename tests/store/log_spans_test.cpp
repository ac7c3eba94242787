// SPDX-License-Identifier: Apache-2.0
#include "store/log_spans.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <vector>

namespace parley {
namespace {

using sequence = log_spans::sequence;

struct reading {
  std::vector<sequence> found;  // as they came
  std::size_t rounds = 0;
  std::size_t questions = 0;
  std::size_t most = 0;  // in one round
};

/// Reads from a log that has messages at `places`.
reading read(const std::set<sequence>& places, sequence first, sequence last,
             std::size_t most) {
  reading out;
  log_spans spans(first, last, most);
  for (auto round = spans.next_round(); !round.empty();
       round = spans.next_round()) {
    ++out.rounds;
    out.questions += round.size();
    out.most = std::max(out.most, round.size());
    for (std::size_t i = 0; i < round.size(); ++i) {
      const auto at = places.lower_bound(round[i]);
      if (at == places.end())
        spans.answer(i, std::nullopt);
      else if (spans.answer(i, *at))
        out.found.push_back(*at);
    }
  }
  return out;
}

std::set<sequence> every(sequence step, sequence count) {
  std::set<sequence> out;
  for (sequence i = 1; i <= count; ++i) out.insert(i * step);
  return out;
}

RC_GTEST_PROP(LogSpans, all_are_found_and_none_twice, ()) {
  const auto places = *rc::gen::container<std::set<sequence>>(
      rc::gen::inRange<sequence>(1, 300));
  const auto first = *rc::gen::inRange<sequence>(0, 310);
  const auto last = *rc::gen::inRange<sequence>(0, 310);
  const auto most = *rc::gen::inRange<std::size_t>(1, 20);
  const auto got = read(places, first, last, most);
  const std::set<sequence> found(got.found.begin(), got.found.end());
  std::set<sequence> expected;
  for (const auto each : places)
    if (first <= each && each <= last) expected.insert(each);
  RC_ASSERT(found == expected);
  RC_ASSERT(got.found.size() == found.size());
  RC_ASSERT(got.most <= most);
}

TEST(LogSpans, nothing_is_asked_of_a_part_without_places) {
  EXPECT_EQ(read({}, 8, 7, 16).questions, 0u);
}

TEST(LogSpans, a_long_log_takes_few_rounds) {
  const auto got = read(every(10, 1'600), 0, 16'000, 16);
  EXPECT_EQ(got.found.size(), 1'600u);
  EXPECT_LT(got.rounds, 120u);
}

// As a room's is that was quiet for long and then busy, beside others.
TEST(LogSpans, those_who_find_nothing_help_the_others) {
  auto places = every(1, 1'600);
  std::set<sequence> late;
  for (const auto each : places) late.insert(1'000'000 + each);
  const auto got = read(late, 0, 1'001'600, 16);
  EXPECT_EQ(got.found.size(), 1'600u);
  EXPECT_LT(got.rounds, 160u);
}

TEST(LogSpans, a_short_log_takes_few_questions) {
  EXPECT_LE(read({5, 900}, 5, 999, 16).questions, 16u);
}

}  // namespace
}  // namespace parley
