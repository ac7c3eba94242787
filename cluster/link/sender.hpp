// SPDX-License-Identifier: Apache-2.0
// Numbers what one end of a link sends by one attachment. It keeps no packets:
// the relay gets a lost event from the room's history, a lost request is in
// `outstanding`. Pure.
#pragma once

#include "cluster/link/stamp.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace parley::cluster::link {

class sender {
 public:
  /// Begins a stream. Attachment 0: all it sends is outside of one.
  void attach(tag attachment) { *this = sender(attachment); }

  tag attachment() const { return attachment_; }

  /// For the next packet.
  stamp next() {
    if (attachment_ == 0) return {};
    is_idle_ = false;
    return {attachment_, ++last_};
  }

  /// For an empty packet that repeats the last number, so that the receiver
  /// notices that the last packet was lost although no other follows. Nothing
  /// when no packet was sent since the beat before.
  std::optional<stamp> beat() {
    if (std::exchange(is_idle_, true)) return std::nullopt;
    return stamp{attachment_, last_};
  }

  sender() = default;

 private:
  explicit sender(tag attachment) : attachment_(attachment) {}

  tag attachment_ = 0;
  std::uint64_t last_ = 0;
  bool is_idle_ = true;
};

}  // namespace parley::cluster::link
