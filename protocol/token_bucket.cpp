// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_bucket.hpp"

#include <algorithm>

namespace parley {

token_bucket::token_bucket(double rate, double burst, time_point now)
    : rate_(rate),
      burst_(std::max(burst, 1.0)),
      tokens_(burst_),
      refilled_(now) {}

bool token_bucket::take(time_point now) {
  if (rate_ <= 0) return true;
  refill(now);
  if (tokens_ < 1) return false;
  tokens_ -= 1;
  return true;
}

void token_bucket::spend(double tokens, time_point now) {
  if (rate_ <= 0) return;
  refill(now);
  tokens_ = std::max(tokens_ - tokens, -burst_);
}

bool token_bucket::has_any(time_point now) {
  if (rate_ <= 0) return true;
  refill(now);
  return tokens_ > 0;
}

void token_bucket::refill(time_point now) {
  const std::chrono::duration<double> elapsed = now - refilled_;
  tokens_ = std::min(burst_, tokens_ + elapsed.count() * rate_);
  refilled_ = now;
}

}  // namespace parley
