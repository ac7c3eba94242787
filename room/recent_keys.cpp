// SPDX-License-Identifier: Apache-2.0
#include "room/recent_keys.hpp"

#include <algorithm>
#include <utility>

namespace parley {

const stream_position* recent_keys::find(const std::string& key,
                                         time_point now) {
  forget_old(now);
  const auto at = answers_.find(key);
  return at == answers_.end() ? nullptr : &at->second;
}

void recent_keys::add(std::string key, const stream_position& answer,
                      time_point now) {
  // Others may have written a key down twice.
  if (!answers_.emplace(key, answer).second) return;
  const bool is_of_relay = key.starts_with(relay_mark);
  const auto end =
      now + (is_of_relay ? std::chrono::seconds(relay_lifetime) : lifetime);
  needed_until_ = std::max(needed_until_.value_or(end), end);
  uses_.push_back({std::move(key), now});
  forget_old(now);
}

std::vector<recent_keys::remembered> recent_keys::all() const {
  std::vector<remembered> found;
  for (const auto& [key, at] : uses_)
    found.push_back({key, answers_.at(key), at});
  return found;
}

std::optional<recent_keys::time_point> recent_keys::needed_until() const {
  return uses_.empty() ? std::nullopt : needed_until_;
}

void recent_keys::forget_old(time_point now) {
  while (!uses_.empty() &&
         (uses_.size() > capacity || now - uses_.front().at >= lifetime)) {
    answers_.erase(uses_.front().key);
    uses_.pop_front();
  }
}

}  // namespace parley
