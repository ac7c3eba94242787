// SPDX-License-Identifier: Apache-2.0
// What the sockets of one loop share. Used by that loop's thread only, except
// where it says otherwise.
#pragma once

#include "net/connection_quota.hpp"
#include "net/emulation.hpp"
#include "net/gathering.hpp"
#include "net/options.hpp"
#include "net/reframe.hpp"
#include "net/timer_wheel.hpp"
#include "net/tls.hpp"
#include "protocol/api_call.hpp"
#include "protocol/inflate.hpp"
#include "protocol/inspection_call.hpp"
#include "protocol/limits.hpp"
#include "protocol/link.hpp"
#include "protocol/traffic.hpp"
#include "protocol/turn.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/intrusive/list.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

class open_socket;
using open_socket_hook = boost::intrusive::list_base_hook<
    boost::intrusive::tag<open_socket>,
    boost::intrusive::link_mode<boost::intrusive::safe_link>>;

/// A socket as the loop sees it when it stops.
class open_socket : public open_socket_hook {
 public:
  /// Ends a connection that is idle or speaks HTTP; leaves a WebSocket alone,
  /// for its session closes it.
  virtual void stop_if_unused() = 0;

  /// Closes at once, with a reset.
  virtual void cut() = 0;

  /// Bytes that wait for the peer.
  virtual std::size_t queued() const = 0;

  /// Drops what waits and closes the connection as that of a slow reader.
  virtual void shed() = 0;

 protected:
  ~open_socket() = default;
};

/// An outbox of fewer bytes is not worth closing its connection.
inline constexpr std::size_t shed_min_size = 65'536;

/// Connections that a loop closes at a time to give memory back. Then the
/// account is looked at again, for closing takes effect with the next writes.
inline constexpr std::size_t shed_slice = 32;

class loop;

/// All loops of the process, in the order of their homes, and where clients
/// come together. Complete when the last loop is made, before one runs.
struct loop_peers {
  std::vector<loop*> all;
  gathering seats;
};

/// What a loop reaches outside of net/. All outlive the loop.
struct loop_ports {
  /// Makes sessions of links.
  link_acceptor& acceptor;
  /// Carries out calls of the server API.
  api_port& api;
  /// Lets operators look into the node.
  inspection_port& inspector;
  /// Finds links for requests to /emulation.
  emulation& emulated;
  /// Where clients' traffic is counted.
  traffic_record& traffic;
  loop_peers& peers;
  /// Null without TLS.
  tls_context tls = nullptr;
};

class loop {
 public:
  /// All references outlive the loop, which becomes the last of its peers.
  loop(boost::asio::io_context& io, const net_options& options,
       connection_quota& quota, loop_ports ports);

  boost::asio::io_context& io() { return io_; }
  const net_options& options() const { return options_; }
  connection_quota& quota() { return quota_; }

  /// A session for `link`, which may be a client's that only listens.
  std::unique_ptr<link_events> accept(std::shared_ptr<link> link,
                                      link_request request);

  emulation& emulated() { return ports_.emulated; }
  emulation::desk& desk() { return desk_; }

  /// Frames of rooms for streaming responses.
  reframer& reframed() { return reframed_; }

  inspection_port& inspector() { return ports_.inspector; }
  traffic_record& traffic() { return ports_.traffic; }
  api_port& api() { return ports_.api; }

  /// Takes a seat in `room` for the client; which loop is to serve it.
  struct placement {
    loop& where;
    gathering::seat seat;
  };
  placement place(std::string_view room);

  /// Outboxes with unsent bytes wait here for the end of the turn.
  turn_queue& flushing() { return flushing_; }

  /// Sets a timer of this loop.
  void schedule(timer_wheel::timer& t, std::chrono::milliseconds delay);
  void cancel(timer_wheel::timer& t) { wheel_.cancel(t); }

  /// A buffer for whoever needs bytes within one call.
  std::string& scratch() { return scratch_; }

  /// Where sockets are read to. What is in it is looked at within one call, or
  /// by nobody.
  std::span<char> read_buffer() { return read_buffer_; }

  /// For compressed messages; made when the first one comes.
  inflater& inflating();

  /// Null without TLS. Replaced by a reload; connections keep the context they
  /// started with.
  const tls_context& tls() const { return ports_.tls; }
  void reload_tls(tls_context context) { ports_.tls = std::move(context); }

  // -- memory -----------------------------------------------------------------

  /// Closes the connections with the largest outboxes, at most `shed_slice`;
  /// how many. For when the process holds more than it may (memory_level).
  std::size_t shed_largest();

  // -- stop -------------------------------------------------------------------

  /// Every open socket of the loop is listed here.
  void enter(open_socket& socket) { sockets_.push_back(socket); }
  void leave(open_socket& socket);

  bool stopping() const { return stopping_; }

  /// Ends the connections that no session has, and calls `when_empty` once no
  /// socket is open any more.
  void stop(std::function<void()> when_empty);

  /// Cuts every connection.
  void cut_all();

 private:
  void tick_while_needed();
  void tell_when_empty();

  boost::asio::io_context& io_;
  const net_options& options_;
  connection_quota& quota_;
  loop_ports ports_;
  emulation::desk& desk_;
  reframer reframed_;
  turn_queue flushing_;
  timer_wheel wheel_;
  std::string scratch_;
  std::array<char, read_size> read_buffer_{};
  std::optional<inflater> inflater_;
  boost::asio::basic_waitable_timer<
      timer_wheel::clock, boost::asio::wait_traits<timer_wheel::clock>,
      boost::asio::io_context::executor_type>
      ticker_;
  bool ticking_ = false;
  boost::intrusive::list<open_socket,
                         boost::intrusive::base_hook<open_socket_hook>>
      sockets_;
  std::function<void()> when_empty_;
  bool stopping_ = false;
};

}  // namespace parley
