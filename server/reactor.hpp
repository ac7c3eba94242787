// SPDX-License-Identifier: Apache-2.0
// One loop: a thread's worth of sockets and pinned actors, and the turns that
// bring them together. The one place where CAF and Asio meet.
#pragma once

#include "actors/home.hpp"
#include "net/loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstddef>
#include <optional>

namespace parley {

class reactor {
 public:
  /// All references outlive the reactor. Actors can be made from then on.
  reactor(caf::actor_system& system, loop_index index,
          const net_options& options, connection_quota& quota);

  /// Not while another thread is in `run`. Cuts open connections.
  ~reactor();
  reactor(const reactor&) = delete;
  reactor& operator=(const reactor&) = delete;

  /// Makes the loop of the sockets; once, before `run`, when there are actors
  /// for its ports. A reactor that was not opened runs actors alone.
  void open(const loop_ports& ports);

  home& actors() { return home_; }
  /// After `open`.
  loop& sockets() { return *loop_; }
  boost::asio::io_context& io() { return io_; }

  /// Turns until `stop`; the calling thread becomes the loop's.
  void run();

  /// Any thread. `run` returns after the turn under way.
  void stop();

  /// One turn, from when there is work: ready socket handlers, then ready
  /// actors until none has work, both bounded, then the rooms' output goes to
  /// the outboxes, then every touched outbox is written once.
  void turn();

 private:
  /// Only a socket, a timer or another thread can make work.
  bool is_idle();
  bool sleep();
  std::size_t run_handlers();
  std::size_t end_turn();

  const net_options& options_;
  connection_quota& quota_;
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_;
  home home_;
  std::optional<loop> loop_;
  /// When the last turn ended.
  home::clock::time_point now_{};
  std::atomic<bool> stopped_ = false;
};

}  // namespace parley
