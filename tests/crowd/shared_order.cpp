// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/shared_order.hpp"

namespace parley::crowd_test {

void shared_order::saw(std::size_t receiver, std::string_view event) {
  const auto now = number_of(event);
  auto& last = last_of_[receiver];
  if (last != 0) connect(last, now);
  last = now;
}

shared_order::number shared_order::number_of(std::string_view event) {
  const auto [at, is_new] =
      numbers_.try_emplace(std::string(event), events_.size());
  if (is_new) {
    events_.emplace_back(event);
    next_.push_back(0);
    previous_.push_back(0);
  }
  return at->second;
}

void shared_order::connect(number earlier, number later) {
  if (next_[earlier] == later) return;
  if (next_[earlier] == 0 && previous_[later] == 0) {
    next_[earlier] = later;
    previous_[later] = earlier;
  } else if (conflict_.empty()) {
    const auto other = next_[earlier] != 0 ? next_[earlier] : previous_[later];
    conflict_ = "\"" + events_[earlier] + "\" then \"" + events_[later] +
                "\", but elsewhere one of them beside \"" + events_[other] +
                "\"";
  }
}

// A circle has no first event, so no stretch begins in it.
std::string shared_order::disagreement() const {
  if (!conflict_.empty()) return conflict_;
  std::size_t in_order = 0;
  for (const auto& stretch : stretches()) in_order += stretch.size();
  if (in_order + 1 == events_.size()) return {};
  return std::to_string(events_.size() - 1 - in_order) +
         " events come before and after each other";
}

std::vector<std::vector<std::string>> shared_order::stretches() const {
  std::vector<std::vector<std::string>> all;
  for (number first = 1; first < events_.size(); ++first) {
    if (previous_[first] != 0) continue;
    auto& stretch = all.emplace_back();
    for (auto at = first; at != 0; at = next_[at])
      stretch.push_back(events_[at]);
  }
  return all;
}

}  // namespace parley::crowd_test
