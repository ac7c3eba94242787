// SPDX-License-Identifier: Apache-2.0
// Many WebSocket clients on one thread and one epoll. They have to cost less
// than the server, so nothing is allocated for a message that comes whole.
#pragma once

#include "lab/load/frames.hpp"
#include "lab/load/stream.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace parley::load {

class clients {
 public:
  /// Clients are numbered from 0 in the order of `add`.
  using client = std::size_t;

  struct setting {
    endpoint to;
    std::string subprotocol{};  // empty: none is asked for
    bool random_masks = false;  // else frames are masked with zeros
  };

  explicit clients(setting chosen);
  /// Ends all connections.
  ~clients();
  clients(const clients&) = delete;
  clients& operator=(const clients&) = delete;

  // -- events -----------------------------------------------------------------

  struct ending {
    std::uint16_t code;  // of its close frame, `no_code` or `no_close_frame`
    /// How the server broke the protocol or refused the handshake; empty when
    /// it did neither.
    std::string fault{};
  };
  static constexpr std::uint16_t no_close_frame = 1006;

  // Called within `turn`, and `on_end` within `connect` too. They may call
  // everything but `turn` and `run_until`.

  /// The handshake is done.
  void on_open(std::function<void(client)> act) { open_ = std::move(act); }
  /// A text or binary message came; it is valid during the call.
  void on_message(std::function<void(client, const server_frame&)> act) {
    message_ = std::move(act);
  }
  /// Not called for `drop` and `reset`.
  void on_end(std::function<void(client, const ending&)> act) {
    end_ = std::move(act);
  }

  // -- what clients do --------------------------------------------------------

  /// One client more, which is not connected.
  client add();
  std::size_t size() const { return clients_.size(); }

  /// Begins to connect, and asks for a WebSocket at `target`, which is a path
  /// with a query. A client that was connected before may connect again. A deaf
  /// one reads nothing, not even the answer to its handshake, and its kernel
  /// keeps few bytes for it.
  void connect(client who, std::string_view target, bool deaf = false);
  client connect(std::string_view target);
  client connect_deaf(std::string_view target);

  /// Whether the client reads what comes; if not, that stays in the kernel.
  void set_reading(client who, bool reads);

  /// Sends a message, or drops it when the connection is not open.
  void send(client who, opcode op, std::string_view payload);

  /// Sends a close frame and waits for the server to end the connection.
  void close(client who, std::uint16_t code = 1000);

  /// Ends the sending direction without a close frame, after what was sent.
  void hang_up(client who);

  /// Ends the connection by a TCP reset.
  void reset(client who);

  /// Ends the connection at once.
  void drop(client who);

  // -- time -------------------------------------------------------------------

  /// Waits for events, at most so many nanoseconds, and handles them.
  void turn(std::int64_t longest_wait);

  /// Turns until `done`, asked after each batch of events and at least every
  /// few milliseconds; false when `patience` ended first.
  bool run_until(const std::function<bool()>& done,
                 std::chrono::milliseconds patience);

 private:
  enum class phase : std::uint8_t { closed, upgrading, open };

  struct connection {
    stream link;
    phase stage = phase::closed;
    bool deaf = false;
    bool close_sent = false;
    bool close_came = false;
    bool hanging_up = false;   // ends its sending when all is sent
    std::uint32_t events = 0;  // what epoll watches for; 0: it does not
    std::uint16_t code = no_close_frame;
    std::string unread{};  // the begin of a frame
    std::string unsent{};
  };

  connection& at(client who) { return *clients_[who]; }
  void handle(client who, std::uint32_t events);
  bool read(client who);
  std::string_view take_in(client who, std::string_view bytes);
  std::string_view finish_upgrade(client who, std::string_view bytes);
  void take(client who, const server_frame& frame);
  void flush(client who);
  void watch(client who);
  void end(client who, std::string fault);

  const setting setting_;
  tls_client tls_;
  int epoll_;
  std::string buffer_;
  std::minstd_rand masks_;
  // A callback may add one, and others stay where they are.
  std::vector<std::unique_ptr<connection>> clients_;
  std::function<void(client)> open_ = [](client) {};
  std::function<void(client, const server_frame&)> message_ =
      [](client, const server_frame&) {};
  std::function<void(client, const ending&)> end_ = [](client, const ending&) {
  };
};

}  // namespace parley::load
