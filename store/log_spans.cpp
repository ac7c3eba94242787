// SPDX-License-Identifier: Apache-2.0
#include "store/log_spans.hpp"

#include <algorithm>
#include <utility>

namespace parley {

log_spans::log_spans(sequence first, sequence last, std::size_t most)
    : most_(most), spans_{{first, last}} {}

// Every round has twice as many questions as the one before at most: where one
// finds all, no others are asked.
std::vector<log_spans::sequence> log_spans::next_round() {
  std::erase_if(spans_, [](const span& each) { return each.next > each.last; });
  const auto wanted = std::min(most_, 2 * spans_.size());
  while (spans_.size() < wanted && split_largest()) continue;
  std::vector<sequence> asked;
  for (const auto& each : spans_) asked.push_back(each.next);
  return asked;
}

// Where most is left to look, there is most left to find, as far as one knows.
bool log_spans::split_largest() {
  const auto largest = std::ranges::max_element(
      spans_, {}, [](const span& each) { return each.last - each.next; });
  if (largest->next == largest->last) return false;
  const auto middle = largest->next + (largest->last - largest->next) / 2;
  const span upper{middle + 1, std::exchange(largest->last, middle)};
  spans_.push_back(upper);
  return true;
}

bool log_spans::answer(std::size_t which, std::optional<sequence> found) {
  auto& of = spans_.at(which);
  const bool is_new = found && *found <= of.last;
  of.next = (is_new ? *found : of.last) + 1;
  return is_new;
}

}  // namespace parley
