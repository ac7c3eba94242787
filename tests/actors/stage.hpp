// SPDX-License-Identifier: Apache-2.0
// A whole node of actors on the test's own thread: two loops, links that write
// down what they get, and a clock moved by hand. Nothing runs unless the test
// asks, so every interleaving is the test's choice.
#pragma once

#include "actors/home.hpp"
#include "actors/messages.hpp"
#include "actors/session_acceptor.hpp"
#include "actors/topology.hpp"
#include "protocol/centrifuge/policy.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parley {

/// A link without a transport.
class fake_link final : public link {
 public:
  using link::push;
  push_result push(const frame& bytes, overflow when_full) override;
  push_result send(message_kind kind, std::string_view message) override;
  void read_next() override { ++reads_wanted; }
  void wake_after(std::chrono::milliseconds delay) override;
  void close(close_code code, std::string_view reason) override;
  void cut() override;
  bool congested() const override { return is_congested; }
  void tell_when_drained() override { drain_wanted = true; }
  bool is_closing() const override { return closed_with || !events; }
  bool accepts_deflate() const override { return false; }

  /// The client says something; only when the session has asked for it.
  void says(std::string text, message_kind kind = message_kind::text);
  /// The time for which the session asked is over.
  void wakes();
  /// The client goes away.
  void vanishes() { gone(close_code::abnormal); }

  /// The outbox has room again.
  void drains();

  /// Behind so many bytes the outbox is over half full; behind so many it is
  /// full, and the link closes itself.
  std::size_t congested_at = SIZE_MAX;
  std::size_t slow_at = SIZE_MAX;
  bool is_congested = false;
  bool drain_wanted = false;
  /// Messages that were encoded for it after it had closed.
  int refused = 0;
  /// Bytes of all messages so far.
  std::size_t bytes = 0;

  /// All text messages so far.
  std::vector<std::string> heard;
  std::vector<std::string> echoed;
  /// Both, in the order the client gets them.
  std::vector<std::string> told;
  int reads_wanted = 0;
  std::optional<close_code> closed_with;
  std::optional<std::chrono::milliseconds> wakes_after;
  /// Whether a close is answered by the peer at once.
  bool answers_close = true;
  std::unique_ptr<link_events> events;

 private:
  void gone(close_code code);
  push_result count(std::size_t size);
};

class stage {
 public:
  stage();
  ~stage();
  stage(const stage&) = delete;
  stage& operator=(const stage&) = delete;

  /// Connects a client on `loop`; nothing has run yet.
  std::shared_ptr<fake_link> connect(loop_index loop, link_request request);

  /// Runs all loops, turn by turn, until nothing is ready.
  void settle();
  /// Resumes one ready actor of `loop`; false when none is.
  bool step(loop_index loop);
  /// Ends the turn of `loop`: its rooms publish.
  void end_turn(loop_index loop);

  void advance(std::chrono::milliseconds time);

  /// The loop whose directory has this room.
  loop_index loop_of(std::string_view room) const;

  /// Non-hidden actors alive: couriers, directories and user directories of two
  /// loops.
  std::size_t running() const;
  static constexpr std::size_t standing = 6;

  limits bounds;
  client_options options;
  channel_settings channels;
  topology actors;

  /// Time stands still here, so nothing has a rate. A test of rates sets those
  /// that it is about, or all of clients to their defaults; before the first
  /// client comes.
  void set_rates_of_people();

  /// Takes over `options` and `channels`; before the first client comes.
  void set_rules();

  caf::actor_system& system() { return *system_; }
  home& where(loop_index loop) { return *homes_[loop]; }

 private:
  struct config : caf::actor_system_config {
    config();
  };

  void lift_rates();

  std::unique_ptr<namespaces> spaces_;
  std::unique_ptr<token_verifier> tokens_;
  std::unique_ptr<policy> policy_;
  std::chrono::milliseconds elapsed_{0};
  config config_;
  std::unique_ptr<caf::actor_system> system_;
  std::array<std::unique_ptr<home>, 2> homes_;
  std::array<std::unique_ptr<session_acceptor>, 2> acceptors_;
};

}  // namespace parley
