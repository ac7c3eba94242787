// SPDX-License-Identifier: Apache-2.0
// The actor base class that ties an actor to one loop's thread.
#pragma once

#include "actors/census.hpp"
#include "actors/home.hpp"
#include "actors/quiet_actor.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

namespace parley {

/// Runs on its home's thread only, whatever the sender. `enqueue`, `launch` and
/// `subtype` are overridden as CAF's own brokers do: CAF would otherwise run an
/// actor on the execution unit of the sender.
class pinned : public quiet_actor, public counted_actor {
 public:
  pinned(caf::actor_config& config, home& where);

  home& where() const { return where_; }

  /// Spawning registers the thread with CAF's logger, which would then look an
  /// actor up in a table for each of its messages, even where logging is
  /// compiled out.
  static void forget_logger();

  using quiet_actor::enqueue;
  void enqueue(caf::mailbox_element_ptr element,
               caf::execution_unit* unit) override;
  void launch(caf::execution_unit* spawner, bool lazy, bool hide) override;
  subtype_t subtype() const override;
  resume_result resume(caf::execution_unit* unit, std::size_t max) override;
  void on_exit() override;

  /// Home thread. Its inspection data besides its record: size and names.
  /// Nothing once it has ended.
  virtual std::uint64_t size() const { return 0; }
  virtual actor_detail detail() const { return {}; }

 protected:
  /// Runs a part of this actor outside of its mailbox. An exception or a quit
  /// there ends the actor, as in a message's handler.
  void guarded(const std::function<void()>& part);

  void on_handled(std::chrono::nanoseconds took) override;

 private:
  home& where_;
};

/// A pinned actor made of a `State`: a class with named methods, a constructor
/// `State(pinned& self, ...)`, `make_behavior()` that only routes, and a static
/// `name`. The state dies on the home thread when the actor ends, wherever the
/// last handle is dropped.
template <class State>
class pinned_actor final : public pinned {
 public:
  template <class... Args>
  pinned_actor(caf::actor_config& config, home& where, Args&&... args)
      : pinned(config, where) {
    state_.emplace(*this, std::forward<Args>(args)...);
  }

  const char* name() const override { return State::name; }
  caf::behavior make_behavior() override { return state_->make_behavior(); }
  void on_exit() override {
    pinned::on_exit();
    state_.reset();
  }

  /// Inspection data of a `State`, if it has any: `size()` and `detail()`.
  std::uint64_t size() const override {
    if constexpr (requires(const State& shown) { shown.size(); })
      if (state_) return state_->size();
    return 0;
  }
  actor_detail detail() const override {
    if constexpr (requires(const State& shown) { shown.detail(); })
      if (state_) return state_->detail();
    return {};
  }

  /// A message of the kind `State::frequent` is `receive`d without asking the
  /// behavior, where finding its handler and looking for an answer to send
  /// costs more than most handlers do.
  caf::invoke_message_result consume(caf::mailbox_element& element) override {
    if constexpr (requires { typename State::frequent; }) {
      auto& content = element.content();
      if (state_ && content.match_elements<typename State::frequent>()) {
        state_->receive(content.get_mutable_as<typename State::frequent>(0));
        return caf::invoke_message_result::consumed;
      }
    }
    return pinned::consume(element);
  }

  /// Home thread. Has the state handle `message` at once when no actor is at
  /// work there, which saves it the way through the mailbox; else it goes that
  /// way. `State::receive` is what its behavior calls for such messages, too.
  template <class Message>
  void handle_now(Message message) {
    if (where().at_work())
      return caf::anon_send(caf::actor_cast<caf::actor>(this),
                            std::move(message));
    const home::work now(where(), *this);
    record().count_sent();
    const auto began = std::chrono::steady_clock::now();
    where().begin_turn_if_asleep(began);
    guarded([&] {
      if (state_) state_->receive(message);
    });
    note_handled(std::chrono::steady_clock::now() - began);
  }

 private:
  std::optional<State> state_;
};

/// Spawns a `State` on `where`. Call it on that home's thread, or before its
/// loop runs.
template <class State, class... Args>
caf::actor spawn_pinned(home& where, Args&&... args) {
  caf::actor_config config{&where};
  auto spawned =
      where.system().spawn_class<pinned_actor<State>, caf::no_spawn_options>(
          config, where, std::forward<Args>(args)...);
  pinned::forget_logger();
  return spawned;
}

}  // namespace parley
