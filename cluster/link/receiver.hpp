// SPDX-License-Identifier: Apache-2.0
// Puts what one end of a link receives by one attachment into order: each
// packet once, and none after a gap. It keeps no packets, so after a gap the
// stream is of no use until there is another attachment. Pure.
#pragma once

#include "cluster/link/stamp.hpp"

#include <cstdint>

namespace parley::cluster::link {

class receiver {
 public:
  receiver() = default;
  explicit receiver(tag attachment) : attachment_(attachment) {}

  tag attachment() const { return attachment_; }
  /// The number of the packet that it takes next.
  std::uint64_t next() const { return next_; }

  verdict on_packet(stamp at) {
    if (!is_of_stream(at) || at.sequence < next_) return verdict::drop;
    if (at.sequence > next_) return verdict::gap;
    ++next_;
    return verdict::take;
  }

  /// A beat repeats the number of the last packet.
  verdict on_beat(stamp at) const {
    if (!is_of_stream(at) || at.sequence + 1 < next_) return verdict::drop;
    return at.sequence + 1 == next_ ? verdict::take : verdict::gap;
  }

 private:
  bool is_of_stream(stamp at) const {
    return attachment_ != 0 && at.attachment == attachment_;
  }

  tag attachment_ = 0;
  std::uint64_t next_ = 1;
};

}  // namespace parley::cluster::link
