// SPDX-License-Identifier: Apache-2.0
// Typed handles on actors: a handle takes only the messages of the actor's
// interface, which the compiler checks, and costs what a `caf::actor` costs.
// May be copied and used on any thread.
#pragma once

#include <caf/actor.hpp>
#include <caf/send.hpp>

#include <type_traits>
#include <utility>

namespace parley {

/// A list of message types. An actor's port is a struct that names its own as
/// `messages`, so that headers can declare it before the messages are known;
/// a list is a port too.
template <class... Messages>
struct takes {
  using messages = takes;
};

template <class Message, class List>
inline constexpr bool is_listed = false;
template <class Message, class... Messages>
inline constexpr bool is_listed<Message, takes<Messages...>> =
    (std::is_same_v<Message, Messages> || ...);

template <class Port, class Message>
concept accepts = is_listed < std::remove_cvref_t<Message>,
typename Port::messages > ;

template <class Port, class List>
inline constexpr bool accepts_all = false;
template <class Port, class... Messages>
inline constexpr bool accepts_all<Port, takes<Messages...>> =
    (accepts<Port, Messages> && ...);

/// Whether a handle on `Wide` may stand for one on `Narrow`.
template <class Wide, class Narrow>
concept stands_for = accepts_all<Wide, typename Narrow::messages>;

template <class Port>
class actor_ref {
 public:
  using port = Port;

  /// Empty: what is sent to it is dropped.
  actor_ref() = default;
  /// Whoever spawns an actor, or is one, names the port. From here on the
  /// compiler checks.
  actor_ref(caf::actor to) : to_(std::move(to)) {}
  template <class Wide>
  requires(!std::is_same_v<Wide, Port> && stands_for<Wide, Port>)
      actor_ref(const actor_ref<Wide>& wide)
      : to_(wide.untyped()) {}

  /// For CAF only: monitors, exits, comparisons.
  const caf::actor& untyped() const { return to_; }

  caf::actor_id id() const { return to_.id(); }

  explicit operator bool() const { return static_cast<bool>(to_); }
  friend bool operator==(const actor_ref& a, const actor_ref& b) {
    return a.to_ == b.to_;
  }

 private:
  caf::actor to_;
};

template <class... Messages>
using ref_to = actor_ref<takes<Messages...>>;

template <class Ref>
concept typed_handle = requires {
  typename Ref::port;
};

/// From outside of all actors.
template <typed_handle Ref, class Message>
requires accepts<typename Ref::port, Message>
void anon_send(const Ref& to, Message&& message) {
  caf::anon_send(to.untyped(), std::forward<Message>(message));
}

template <typed_handle Ref>
void anon_send_exit(const Ref& to, caf::exit_reason why) {
  caf::anon_send_exit(to.untyped(), why);
}

}  // namespace parley
