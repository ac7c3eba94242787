// SPDX-License-Identifier: Apache-2.0
// The place of a packet in the stream that one end of a link sends. Pure.
//
// A link joins a relay to the owner of its room over a bus that may lose
// packets, bring them twice or out of order. The relay opens it with an attach
// request, whose tag names the attachment from then on. By one attachment each
// end numbers what it sends from 1, without gaps. See docs/adr/0018.
#pragma once

#include <cstdint>

namespace parley::cluster::link {

/// Of a request; the tag of an attach request names the attachment. Tags of
/// one relay grow, and so do those of the relays that a process has for one
/// room. 0: none.
using tag = std::uint64_t;

struct stamp {
  /// 0: the sender is not attached.
  tag attachment = 0;
  /// 0: outside the stream. Such a packet has no order.
  std::uint64_t sequence = 0;

  bool operator==(const stamp&) const = default;
};

/// What the receiver of a packet does with it.
enum class verdict : std::uint8_t {
  take,
  drop,  ///< A copy, or of another attachment.
  gap,   ///< Drop it: a packet before it was lost or is late.
};

}  // namespace parley::cluster::link
