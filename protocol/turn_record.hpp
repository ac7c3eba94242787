// SPDX-License-Identifier: Apache-2.0
// The cost of the turns of one loop. Written by the loop's thread only.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

namespace parley {

/// How often something took how long, in buckets as Prometheus has them: each
/// counts what took at most its bound and more than the one before.
template <std::size_t Bounds>
class duration_counts {
 public:
  using seconds = std::chrono::duration<double>;

  explicit duration_counts(const std::array<double, Bounds>& bounds)
      : bounds_(&bounds) {}

  void add(seconds took) {
    std::size_t i = 0;
    while (i < Bounds && took.count() > (*bounds_)[i]) ++i;
    ++counts_[i];
    sum_ += took.count();
  }

  void add(const duration_counts& other) {
    for (std::size_t i = 0; i <= Bounds; ++i) counts_[i] += other.counts_[i];
    sum_ += other.sum_;
  }

  /// Upper bounds in seconds; the last bucket has none.
  std::span<const double> bounds() const { return *bounds_; }
  std::span<const std::uint64_t> counts() const { return counts_; }
  double sum() const { return sum_; }

 private:
  const std::array<double, Bounds>* bounds_;
  std::array<std::uint64_t, Bounds + 1> counts_{};
  double sum_ = 0;
};

inline constexpr std::array turn_bounds{0.00001, 0.0001, 0.0005, 0.001, 0.005,
                                        0.01,    0.05,   0.1,    0.5,   1.0};

struct turn_record {
  using counts = duration_counts<turn_bounds.size()>;

  std::uint64_t turns = 0;
  /// Socket handlers and actors run.
  std::uint64_t handlers = 0;
  std::uint64_t actors = 0;
  counts durations{turn_bounds};
  std::chrono::nanoseconds longest{};
  /// Turns over `stall_threshold`.
  std::uint64_t stalls = 0;
};

}  // namespace parley
