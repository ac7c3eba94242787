// SPDX-License-Identifier: Apache-2.0
#include "net/attempts.hpp"

#include <algorithm>

namespace parley {

void attempts::entry::forgive(time_point now) {
  const std::chrono::duration<double> elapsed = now - at;
  wrong = std::max(0.0, wrong - elapsed.count() * attempt_rate);
  at = now;
}

bool attempts::may_try(const address& who, time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = found_.find(who);
  if (found == found_.end()) return true;
  auto& known = *found->second;
  known.forgive(now);
  return known.wrong + 1 <= attempts_looked_at;
}

bool attempts::failed(const address& who, time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = found_.find(who);
  if (found == found_.end()) {
    if (recent_.size() == attempt_addresses) {
      found_.erase(recent_.back().who);
      recent_.pop_back();
    }
    recent_.push_front({who, 0, now});
    found_.emplace(who, recent_.begin());
  } else {
    recent_.splice(recent_.begin(), recent_, found->second);
  }
  auto& known = recent_.front();
  known.forgive(now);
  known.wrong += 1;
  return known.wrong <= attempt_burst;
}

std::size_t attempts::size() const {
  const std::lock_guard lock(mutex_);
  return recent_.size();
}

}  // namespace parley
