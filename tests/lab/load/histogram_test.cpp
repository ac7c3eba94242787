// SPDX-License-Identifier: Apache-2.0
#include "lab/load/histogram.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace parley::load {
namespace {

TEST(Histogram, nothing_has_no_quantiles) {
  const histogram none;
  EXPECT_EQ(none.count(), 0u);
  EXPECT_EQ(none.quantile(0.99), 0u);
  EXPECT_EQ(none.max(), 0u);
}

TEST(Histogram, less_than_nothing_counts_as_nothing) {
  histogram h;
  h.add(-5);
  EXPECT_EQ(h.count(), 1u);
  EXPECT_EQ(h.quantile(1), 0u);
}

RC_GTEST_PROP(Histogram, a_quantile_is_within_a_thirtieth_of_the_exact_one,
              ()) {
  auto values =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(
          rc::gen::inRange<std::int64_t>(0, 100'000'000'000)));
  const auto part = *rc::gen::element(0.0, 0.5, 0.9, 0.99, 0.999, 1.0);
  histogram h;
  for (const auto value : values) h.add(value);
  std::ranges::sort(values);
  const auto place = std::max<std::size_t>(
      1, static_cast<std::size_t>(
             std::ceil(part * static_cast<double>(values.size()))));
  const auto exact = static_cast<double>(values[place - 1]);
  const auto found = static_cast<double>(h.quantile(part));
  RC_ASSERT(found >= exact);
  RC_ASSERT(found <= exact * (1 + 1.0 / 30) + 1);
  RC_ASSERT(h.max() == static_cast<std::uint64_t>(values.back()));
}

}  // namespace
}  // namespace parley::load
