// SPDX-License-Identifier: Apache-2.0
#include "actors/backlog.hpp"

#include "protocol/limits.hpp"

namespace parley {

push_result backlog::push(const frame& bytes, overflow when_full) {
  if (size_ + bytes->size() > backlog_size) {
    target_.close(close_code::slow, reason(close_code::slow));
    return push_result::slow;
  }
  size_ += bytes->size();
  kept_.emplace_back(bytes, when_full);
  return push_result::queued;
}

void backlog::pass_on() {
  for (const auto& [bytes, when_full] : kept_)
    static_cast<void>(target_.push(bytes, when_full));
  kept_.clear();
}

}  // namespace parley
