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
  const std::chrono::duration<double> elapsed = now - refilled_;
  tokens_ = std::min(burst_, tokens_ + elapsed.count() * rate_);
  refilled_ = now;
  if (tokens_ < 1) return false;
  tokens_ -= 1;
  return true;
}

}  // namespace parley
