// SPDX-License-Identifier: Apache-2.0
// What a relay does to follow the owner of its room, decided without actors,
// packets or a clock: each input returns the actions that the relay carries
// out. Pure.
//
//                 apart             attaching            attached
// on_join         attach            -                    -
// ask             send, no stamp    send                 send
// on_packet       drop              take, -> attached    take the next one,
//                                   former: take next    drop copies
//   with a gap    drop              attach, resend       attach, resend
//                                   former: drop
// on_restart      resend            attach, resend       attach, resend
// on_view         report, resend    attach, resend       attach, resend
// on_answer
//   to attach     drop              report               report; begin
//   admitted      drop              drop                 take
//   published     take              drop                 take
//   other         take              take                 take
// on_timer        resend            attach, resend       attach, resend
// on_idle         -                 detach               detach
//
// "attach" leads to attaching, "detach" to apart. on_timer resends only after
// `resend` without an answer. The end of the node's lease is no input: the
// inlet keeps the owner's packets until it knows whether they count.
#pragma once

#include "cluster/link/relay_end.hpp"
#include "cluster/view.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace parley::cluster::follow {

struct follower_times {
  /// A request without an answer for so long has failed.
  std::chrono::milliseconds patience;
  /// After so long without an answer the requests are sent again.
  std::chrono::milliseconds resend;
};

/// To ask the owner to be attached, under this tag. With `continues` the relay
/// has shown events of the owner of `term`, and lacks those since then.
struct send_attach {
  link::tag attachment;
  bool continues;
  view_number term;
  bool operator==(const send_attach&) const = default;
};
/// Nobody at this node is in the room.
struct send_detach {
  bool operator==(const send_detach&) const = default;
};
/// The new owner by this view knows what the relay has shown, or the relay has
/// nothing to offer: the node need not wait for it any more.
struct report_view {
  view_number view;
  bool operator==(const report_view&) const = default;
};
/// To call on_timer() soon.
struct start_timer {
  bool operator==(const start_timer&) const = default;
};
/// `request`: valid until the next input.
template <class T>
struct send_request {
  const T* request;
  link::stamp at;
  bool operator==(const send_request&) const = default;
};
/// Its answer did not come. The owner may have carried it out all the same.
template <class T>
struct fail_request {
  T request;
  bool operator==(const fail_request&) const = default;
};

enum class answer_kind : std::uint8_t { attached, admitted, published, other };

/// What the relay does with an answer of the owner.
enum class answer_use : std::uint8_t {
  drop,
  begin,  ///< The state of the room, from which the stream goes on.
  take,   ///< For the request of that tag, if that is awaited.
};

/// `T`: a request, see `link::outstanding`.
template <class T>
class follower {
 public:
  using time_point = typename link::relay_end<T>::time_point;
  using action = std::variant<send_attach, send_detach, report_view,
                              start_timer, send_request<T>, fail_request<T>>;
  using actions = std::vector<action>;

  /// Its tags follow `last`.
  follower(link::tag last, follower_times times) : link_(last), times_(times) {}

  bool is_apart() const { return link_.state() == link::phase::apart; }
  /// Requests without an answer.
  const link::outstanding<T>& open() const { return link_.open(); }
  link::tag attachment() const { return link_.attachment(); }
  /// The number of the event that it takes next.
  std::uint64_t next_event() const { return link_.next_event(); }

  // -- members and their requests ---------------------------------------------

  /// A member comes in.
  actions on_join(time_point now) {
    actions out;
    if (is_apart()) attach(now, out);
    return out;
  }

  link::tag new_tag() { return link_.new_tag(); }

  /// `of`: its tag, a new one. `bytes`: its size.
  actions ask(link::tag of, T request, std::size_t bytes, time_point now) {
    actions out;
    const auto at = link_.send(of, std::move(request), bytes, now);
    out.push_back(send_request<T>{link_.open().find(of), at});
    start_timer_once(out);
    return out;
  }

  /// For a request that is not resent when it is lost, since the next attach
  /// request has the same content. Not while apart.
  link::stamp stamp_once() { return link_.next(); }

  /// Nobody at this node is in the room, and no answer is awaited.
  actions on_idle() {
    actions out;
    if (is_apart()) return out;
    link_.detach();
    out.push_back(send_detach{});
    term_ = 0;
    report(out);
    return out;
  }

  // -- the owner --------------------------------------------------------------

  struct received {
    link::verdict what;
    actions then;
  };

  /// A packet of the owner of `term`. A beat has no content.
  received on_packet(link::stamp at, bool is_beat, view_number term,
                     time_point now) {
    received out{link_.receive(at, is_beat), {}};
    if (out.what == link::verdict::gap) out.then = on_restart(now);
    if (out.what == link::verdict::take && at.sequence > 0) term_ = term;
    return out;
  }

  /// The owner has forgotten the relay, or an event lacks those before it.
  actions on_restart(time_point now) {
    actions out;
    restart(now, out);
    return out;
  }

  /// The room has another owner by this view, or the same one has forgotten the
  /// relay. All events of the owner before have come by now.
  actions on_view(view_number view, bool has_members, time_point now) {
    actions out;
    unreported_ = view;
    restart(now, out);
    link_.forget_former();
    if (!has_members) report(out);
    return out;
  }

  struct answered {
    answer_use use;
    actions then;
  };

  answered on_answer(link::tag of, answer_kind kind) {
    answered out{use_of(of, kind), {}};
    if (of == link_.attachment()) report(out.then);
    return out;
  }

  /// Whether members have missed events for good, when a stream begins. The
  /// owner sends what the relay lacks (`is_recovered`), or all that it has;
  /// then nothing is lost if that ends where the relay is (`is_at_end`).
  bool has_lost(bool is_recovered, bool is_at_end) const {
    return continues_ && !is_recovered && !is_at_end;
  }

  /// The request that was answered; nothing for the second answer to it.
  std::optional<T> take(link::tag of) { return link_.open().take(of); }

  // -- time -------------------------------------------------------------------

  actions on_timer(time_point now) {
    actions out;
    timer_runs_ = false;
    while (auto late = link_.open().take_older_than(now - times_.patience))
      out.push_back(fail_request<T>{std::move(*late)});
    if (!link_.is_waiting()) return out;
    if (now - link_.quiet_since() >= times_.resend) restart(now, out);
    start_timer_once(out);
    return out;
  }

 private:
  // A reply outside the stream has no position in it, so we drop it; the owner
  // resends. Likewise a `published` while attaching: this relay has not shown
  // the publication, and the next owner may not have it.
  answer_use use_of(link::tag of, answer_kind kind) const {
    const bool is_attached = link_.state() == link::phase::attached;
    switch (kind) {
      case answer_kind::attached:
        return is_attached ? answer_use::begin : answer_use::drop;
      case answer_kind::admitted:
        return is_attached ? answer_use::take : answer_use::drop;
      case answer_kind::published:
        return link_.state() == link::phase::attaching ? answer_use::drop
                                                       : answer_use::take;
      case answer_kind::other:
        break;
    }
    return of == link_.attachment() ? answer_use::drop : answer_use::take;
  }

  void attach(time_point now, actions& out) {
    continues_ = term_ > 0;
    out.push_back(send_attach{link_.attach(now), continues_,
                              continues_ ? term_ : view_number{0}});
  }

  // Also when the last member is on its way out: after a gap the owner takes no
  // request before there is a new attachment.
  void restart(time_point now, actions& out) {
    if (!is_apart()) attach(now, out);
    link_.resend(now, [&](const T& request, link::stamp at) {
      out.push_back(send_request<T>{&request, at});
    });
    start_timer_once(out);
  }

  void start_timer_once(actions& out) {
    if (!std::exchange(timer_runs_, true)) out.push_back(start_timer{});
  }

  void report(actions& out) {
    if (unreported_ == 0) return;
    out.push_back(report_view{std::exchange(unreported_, 0)});
  }

  link::relay_end<T> link_;
  const follower_times times_;
  bool timer_runs_ = false;
  /// The term of the owner whose events came last; 0: none since it was apart.
  view_number term_ = 0;
  /// The attach request of this attachment has named a position.
  bool continues_ = false;
  /// The view whose owner has not answered yet; 0: it has.
  view_number unreported_ = 0;
};

}  // namespace parley::cluster::follow
