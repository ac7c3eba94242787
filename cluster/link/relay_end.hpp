// SPDX-License-Identifier: Apache-2.0
// The end of a link at a relay. Pure.
//
//            attach()                first packet of the new attachment
//   apart ────────────> attaching ─────────────────────────────────────>
//   attached
//     ^                  ^  │ attach()                                  │    │
//     │                  │  └───> attaching                             │    │
//     │                  └───────────────── attach() ───────────────────┘    │
//     └──────────────────────────── detach() ────────────────────────────────┘
//
// After `verdict::gap` the caller attaches again and resends: `attach()`, then
// `resend()`.
#pragma once

#include "cluster/link/outstanding.hpp"
#include "cluster/link/receiver.hpp"
#include "cluster/link/sender.hpp"
#include "cluster/link/stamp.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace parley::cluster::link {

enum class phase : std::uint8_t {
  apart,      ///< Requests and answers go outside the stream.
  attaching,  ///< No packet of the new attachment has come.
  attached,
};

/// `T`: see `outstanding`.
template <class T>
class relay_end {
 public:
  using time_point = typename outstanding<T>::time_point;

  /// Its tags follow `last`.
  explicit relay_end(tag last) : last_tag_(last) {}

  phase state() const { return phase_; }
  tag attachment() const { return out_.attachment(); }
  tag new_tag() { return ++last_tag_; }

  /// Begins an attachment. Its name is the tag of the attach request that the
  /// caller has to send outside the stream.
  tag attach(time_point now) {
    // Of a stream whose first packet was lost nothing can be used.
    if (phase_ == phase::attached) former_ = has_begun() ? in_ : receiver();
    out_.attach(new_tag());
    in_ = receiver(attachment());
    phase_ = phase::attaching;
    sent_all_ = now;
    return attachment();
  }

  /// The former attachment was to an owner that the relay no longer follows.
  void forget_former() { former_ = {}; }

  void detach() {
    phase_ = phase::apart;
    out_.attach(0);
    in_ = {};
    former_ = {};
  }

  // -- requests ---------------------------------------------------------------

  /// For a request that is not sent again when it is lost.
  stamp next() { return out_.next(); }

  /// For a request that is kept until its answer comes.
  stamp send(tag of, T request, std::size_t bytes, time_point now) {
    open_.add(of, std::move(request), bytes, now);
    return out_.next();
  }

  /// Calls `visit(request, stamp)` for all requests without an answer, in the
  /// order in which they were sent first.
  template <class Visit>
  void resend(time_point now, Visit visit) {
    sent_all_ = now;
    open_.for_each([&](const T& each) { visit(each, out_.next()); });
  }

  /// There is something to wait for: an answer, or to be attached.
  bool is_waiting() const {
    return phase_ == phase::attaching || !open_.empty();
  }
  /// Since when no request of those without an answer was sent again.
  time_point quiet_since() const { return std::max(sent_all_, open_.oldest()); }

  outstanding<T>& open() { return open_; }
  const outstanding<T>& open() const { return open_; }

  // -- events -----------------------------------------------------------------

  /// A packet of the owner. A beat has no content.
  verdict receive(stamp at, bool is_beat) {
    if (at.sequence == 0) return verdict::take;
    if (phase_ == phase::apart) return verdict::drop;
    if (at.attachment != attachment()) return receive_former(at, is_beat);
    phase_ = phase::attached;
    return is_beat ? in_.on_beat(at) : in_.on_packet(at);
  }

  /// The number of the event that it takes next.
  std::uint64_t next_event() const { return in_.next(); }

 private:
  bool has_begun() const { return in_.next() > 1; }

  // Until the owner has the attach request it goes on with the former
  // attachment; if it dies before, the relay has what was sent by that. A gap
  // needs nothing more: the relay attaches anew already.
  verdict receive_former(stamp at, bool is_beat) {
    if (phase_ != phase::attaching || is_beat) return verdict::drop;
    return former_.on_packet(at) == verdict::take ? verdict::take
                                                  : verdict::drop;
  }

  phase phase_ = phase::apart;
  tag last_tag_;
  sender out_;
  receiver in_;
  /// The attachment before, as far as it was received.
  receiver former_;
  outstanding<T> open_;
  time_point sent_all_{};
};

}  // namespace parley::cluster::link
