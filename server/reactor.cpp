// SPDX-License-Identifier: Apache-2.0
#include "server/reactor.hpp"

#include <boost/asio/post.hpp>
#include <caf/actor_system.hpp>
#include <caf/logger.hpp>

#include <chrono>
#include <cstddef>

namespace parley {

namespace {

// A turn is long enough to collect the input of many clients, and short enough
// for the latency of the first: with these bounds a full turn is a few
// milliseconds.
constexpr std::size_t handlers_per_turn = 512;
constexpr std::size_t actors_per_turn = 2'048;

// Ready handlers run within this time; waking a thread that waits in the kernel
// takes longer.
constexpr std::chrono::microseconds shortest_sleep{2};

// One thread runs each context and touches its sockets; others only post to it.
constexpr int one_thread = BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO;

}  // namespace

reactor::reactor(caf::actor_system& system, loop_index index,
                 const net_options& options, connection_quota& quota)
    : options_(options),
      quota_(quota),
      io_(one_thread),
      work_(io_.get_executor()),
      home_(system, index, [this] { boost::asio::post(io_, [] {}); }) {}

void reactor::open(const loop_ports& ports) {
  loop_.emplace(io_, options_, quota_, ports);
}

void reactor::run() {
  home_.bind_to_this_thread();
  auto& system = home_.system();
#if CAF_LOG_LEVEL > CAF_LOG_LEVEL_QUIET
  // Where it logs nothing, it would still look this thread up in a table for
  // every message.
  CAF_SET_LOGGER_SYS(&system);
#endif
  system.thread_started();
  home_.hold_wakes();
  now_ = home::clock::now();
  while (!stopped_) turn();
  home_.release_wakes();
  system.thread_terminates();
}

void reactor::stop() {
  stopped_ = true;
  boost::asio::post(io_, [] {});
}

// Objects of the sockets' handlers refer to the loop, and the loop's timer to
// the context: so the handlers are run to their end before either is destroyed.
reactor::~reactor() {
  home_.bind_to_this_thread();
  if (loop_) loop_->cut_all();
  while (run_handlers() + home_.run(actors_per_turn) > 0) end_turn();
}

// The end of a turn may create work for the end of the next.
bool reactor::is_idle() {
  return !home_.ready() && home_.publishing().empty() &&
         (!loop_ || loop_->flushing().empty());
}

// Returns whether it had to wait. In that case the handler that ended the wait
// is probably the only one: another query of the kernel would cost as much as
// reading its message. Other ready handlers run in the next turn, which does
// not wait.
bool reactor::sleep() {
  io_.run_one();
  const auto woken = home::clock::now();
  home_.begin_turn_if_asleep(woken);
  return woken - now_ > shortest_sleep;
}

void reactor::turn() {
  std::size_t handlers = 1;
  if (!is_idle() || !sleep()) {
    home_.begin_turn_if_asleep(now_);
    handlers = run_handlers();
  }
  auto actors = home_.run(actors_per_turn);
  actors += end_turn();
  now_ = home::clock::now();
  home_.end_turn(now_, handlers, actors);
}

std::size_t reactor::run_handlers() {
  std::size_t count = 0;
  while (count < handlers_per_turn && io_.poll_one() > 0) ++count;
  return count;
}

std::size_t reactor::end_turn() {
  home_.publishing().run();
  // The couriers push; the rest is the next turn's.
  const auto actors = home_.run(actors_per_turn);
  // None when what follows the reactor in the server could not be made.
  if (loop_) loop_->flushing().run();
  return actors;
}

}  // namespace parley
