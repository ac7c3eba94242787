// SPDX-License-Identifier: Apache-2.0
// Durations in buckets of about 3% width, from a nanosecond to hours. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace parley::load {

class histogram {
 public:
  /// Nanoseconds; a negative value counts as 0.
  void add(std::int64_t value);

  std::uint64_t count() const { return count_; }
  std::uint64_t max() const { return max_; }

  /// The quantile `part` (0 to 1), rounded up to the end of its bucket and at
  /// most `max`; 0 when there are no values.
  std::uint64_t quantile(double part) const;

 private:
  // Values below 2^bits have a bucket each, and so have the 2^bits steps
  // between one power of two and the next.
  static constexpr int bits = 5;
  static constexpr std::size_t steps = std::size_t{1} << bits;

  static std::size_t bucket_of(std::uint64_t value);
  static std::uint64_t end_of(std::size_t bucket);

  std::array<std::uint64_t, steps*(64 - bits + 1)> buckets_{};
  std::uint64_t count_ = 0;
  std::uint64_t max_ = 0;
};

}  // namespace parley::load
