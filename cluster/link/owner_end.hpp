// SPDX-License-Identifier: Apache-2.0
// The end of a link at the owner of the room: one for each relay of it. Pure.
//
//   attach(tag)   the relay has asked to be attached
//   begin(tag)    the room has let its members in: the stream to the relay
//                 begins with that answer
//   gap           the owner asks the relay, once for each attachment, to attach
//                 again; it takes no request after the missing one until then
#pragma once

#include "cluster/link/receiver.hpp"
#include "cluster/link/sender.hpp"
#include "cluster/link/stamp.hpp"

#include <optional>
#include <utility>

namespace parley::cluster::link {

class owner_end {
 public:
  /// False: a late copy of an attach request, which changes nothing. Were it
  /// taken, both ends would number by different attachments, and neither of
  /// them would notice.
  bool attach(tag attachment) {
    if (attachment <= this->attachment()) return false;
    in_ = receiver(attachment);
    out_ = {};
    has_reported_gap_ = false;
    return true;
  }

  /// False: the relay has asked to be attached anew meanwhile.
  bool begin(tag attachment) {
    if (attachment != this->attachment()) return false;
    out_.attach(attachment);
    return true;
  }

  /// Whether what the room publishes goes to this relay.
  bool has_begun() const { return out_.attachment() != 0; }
  /// 0: the relay has never been attached.
  tag attachment() const { return in_.attachment(); }

  /// A request of the relay. Requests without an attachment have no order.
  verdict receive(stamp at) {
    if (at.attachment == 0) return verdict::take;
    const auto what = in_.on_packet(at);
    if (what != verdict::gap) return what;
    return std::exchange(has_reported_gap_, true) ? verdict::drop
                                                  : verdict::gap;
  }

  /// For the next packet to the relay: outside the stream until that begins.
  stamp next() { return out_.next(); }
  std::optional<stamp> beat() { return out_.beat(); }

 private:
  receiver in_;
  sender out_;
  bool has_reported_gap_ = false;
};

}  // namespace parley::cluster::link
