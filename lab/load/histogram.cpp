// SPDX-License-Identifier: Apache-2.0
#include "lab/load/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace parley::load {

void histogram::add(std::int64_t value) {
  const auto v = static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
  ++buckets_[bucket_of(v)];
  ++count_;
  max_ = std::max(max_, v);
}

std::uint64_t histogram::quantile(double part) const {
  if (count_ == 0) return 0;
  const auto wanted = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(
             std::ceil(part * static_cast<double>(count_))));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= wanted) return std::min(end_of(i), max_);
  }
  return max_;
}

std::size_t histogram::bucket_of(std::uint64_t value) {
  if (value < steps) return static_cast<std::size_t>(value);
  const auto shift = static_cast<int>(std::bit_width(value)) - bits - 1;
  return steps * static_cast<std::size_t>(shift + 1) +
         static_cast<std::size_t>((value >> shift) - steps);
}

std::uint64_t histogram::end_of(std::size_t bucket) {
  if (bucket < steps) return bucket;
  const auto shift = bucket / steps - 1;
  return ((steps + bucket % steps + 1) << shift) - 1;
}

}  // namespace parley::load
