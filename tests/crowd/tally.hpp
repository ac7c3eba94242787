// What one receiver was told by numbered senders, in a few words: enough to see
// loss, repetition and order without keeping it. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace parley::crowd_test {

/// The number that is `digits`, all of them; throws `std::runtime_error`.
std::uint64_t number(std::string_view digits);

class tally {
 public:
  explicit tally(std::size_t senders) : next_(senders) {}

  /// The receiver was told `sender`'s message number `sequence`.
  void add(std::size_t sender, std::uint64_t sequence);

  /// The same from "[s3] 17 ...", the line of a sender called s3.
  void add(std::string_view text);

  std::uint64_t count() const { return count_; }

  /// Each sender's messages came as 0, 1, 2, ...: none lost, repeated or late.
  bool gapless() const { return gapless_; }

  /// Receivers with equal tallies were told the same in the same order.
  bool operator==(const tally&) const = default;

 private:
  std::vector<std::uint64_t> next_;
  std::uint64_t count_ = 0;
  std::uint64_t order_ = 0;  // a hash of all so far
  bool gapless_ = true;
};

}  // namespace parley::crowd_test
