// SPDX-License-Identifier: Apache-2.0
// Decides whether the peer of a link is alive. Pure: the link owns the timer.
#pragma once

#include <cstddef>
#include <cstdint>

namespace parley {

/// The input of a peer so far: the only sign of its life. Our own output is no
/// such sign, because the kernel also accepts bytes for a peer that is gone.
struct signs_of_life {
  /// Reads that brought bytes.
  std::uint32_t reads = 0;
  /// Bytes that have arrived and are unread, because the session has not
  /// requested them.
  std::size_t unread = 0;

  bool operator==(const signs_of_life&) const = default;
};

class ping_watch {
 public:
  enum class step : std::uint8_t {
    ping,   // send a ping; ask again after the pong timeout
    rest,   // the peer lives; ask again after the ping interval
    close,  // the peer has sent nothing since the ping
  };

  /// To be asked whenever the link's timer is due.
  step next(const signs_of_life& heard) {
    if (!pinged_) {
      pinged_ = true;
      at_ping_ = heard;
      return step::ping;
    }
    if (heard == at_ping_) return step::close;
    pinged_ = false;
    return step::rest;
  }

 private:
  bool pinged_ = false;
  signs_of_life at_ping_;
};

}  // namespace parley
