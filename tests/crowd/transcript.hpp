// SPDX-License-Identifier: Apache-2.0
// What one receiver was told by numbered senders, condensed: enough to see
// loss, repetition and order without keeping it. Pure.
#pragma once

#include "lab/load/tally.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace parley::crowd_test {

class transcript {
 public:
  explicit transcript(std::size_t senders)
      : senders_(senders), sequences_(senders) {}

  /// The receiver was told `sender`'s message number `sequence`. Throws
  /// std::out_of_range when there is no such sender.
  void add(std::size_t sender, std::uint64_t sequence);

  /// The same from "[s3] 17 ...", the line of a sender called s3.
  void add(std::string_view text);

  std::uint64_t count() const { return sequences_.delivered(); }

  /// Each sender's messages came as 0, 1, 2, ...: none lost, repeated or late.
  bool gapless() const {
    return sequences_.lost() + sequences_.duplicated() +
               sequences_.reordered() ==
           0;
  }

  /// Receivers with equal transcripts were told the same in the same order.
  bool operator==(const transcript& other) const {
    return count() == other.count() && order_ == other.order_;
  }

 private:
  std::size_t senders_;
  load::tally sequences_;    // a "receiver" of it for each sender
  std::uint64_t order_ = 0;  // a hash of all so far
};

}  // namespace parley::crowd_test
