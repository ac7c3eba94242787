// SPDX-License-Identifier: Apache-2.0
// An actor with a thread of its own, for work that blocks.
#pragma once

#include "actors/quiet_actor.hpp"

#include <caf/actor_system.hpp>

#include <optional>
#include <utility>

namespace parley {

/// Made of a `State` as a pinned actor is, see there; its constructor takes a
/// `quiet_actor&`. The state dies on the actor's thread when the actor ends.
template <class State>
class detached_actor final : public quiet_actor {
 public:
  template <class... Args>
  detached_actor(caf::actor_config& config, Args&&... args)
      : quiet_actor(config) {
    state_.emplace(*this, std::forward<Args>(args)...);
  }

  const char* name() const override { return State::name; }
  caf::behavior make_behavior() override { return state_->make_behavior(); }
  void on_exit() override { state_.reset(); }

 private:
  std::optional<State> state_;
};

/// Spawns a `State` on a thread that ends with it. Any thread may call it.
template <class State, class... Args>
caf::actor spawn_detached(caf::actor_system& system, Args&&... args) {
  return system.spawn<detached_actor<State>, caf::detached>(
      std::forward<Args>(args)...);
}

}  // namespace parley
