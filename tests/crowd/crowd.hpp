// Many WebSocket clients on one thread: one epoll, non-blocking sockets, one
// buffer to read into. It does as little per frame as it can, so that a test
// measures the server and not its client.
#pragma once

#include "tests/crowd/frames.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <random>
#include <string>
#include <string_view>

namespace parley::crowd_test {

class crowd {
 public:
  /// Clients are numbered in order of `connect`; no number is used twice.
  using client = std::size_t;

  /// Clients of the server at 127.0.0.1:`port`.
  explicit crowd(std::uint16_t port);
  /// Ends all connections.
  ~crowd();
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;

  // -- events -----------------------------------------------------------------

  // Told within run_until; they may call everything but run_until.

  /// The handshake is done.
  void on_open(std::function<void(client)> act) { open_ = std::move(act); }
  /// A text message came; valid during the call.
  void on_text(std::function<void(client, std::string_view)> act) {
    text_ = std::move(act);
  }
  /// The server has ended the connection: the code of its close frame, or
  /// `no_close_frame`. Not called for `reset`.
  void on_close(std::function<void(client, std::uint16_t)> act) {
    close_ = std::move(act);
  }

  static constexpr std::uint16_t no_close_frame = 1006;

  // -- what clients do --------------------------------------------------------

  /// Connects and asks for a WebSocket at `target`, "/chat/lobby?name=alice".
  client connect(std::string_view target);

  /// The same, but the client reads nothing, not even the answer to its
  /// handshake, and its kernel takes few bytes for it.
  client connect_deaf(std::string_view target);

  /// A deaf client begins to read.
  void listen(client who);

  /// Sends a text message; what the kernel does not take at once follows when
  /// it does. Said to a connection that is over, it is lost.
  void say(client who, std::string_view text);

  /// Sends a close frame and waits for the server to end the connection.
  void close(client who, std::uint16_t code = 1000);

  /// Ends the sending direction without a close frame, behind what was said.
  void hang_up(client who);

  /// Ends the connection by a TCP reset.
  void reset(client who);

  // -- time -------------------------------------------------------------------

  /// Runs the clients until `done`, asked after every batch of events and at
  /// least every few milliseconds; false when `timeout` came first. Throws
  /// `std::runtime_error` when the server breaks its protocol.
  bool run_until(const std::function<bool()>& done,
                 std::chrono::milliseconds timeout);

 private:
  struct connection {
    int socket = -1;  // -1: over
    bool shaken = false;
    bool wants_out = false;  // epoll tells when the kernel takes more
    bool close_sent = false;
    bool close_came = false;
    bool hanging_up = false;  // ends its sending when all is sent
    std::uint16_t code = no_close_frame;
    std::string unsent;
    std::string partial;  // the begin of a frame
  };

  client open_socket(std::string_view target, bool deaf);
  void watch(client who, int operation);
  void turn();
  void read(client who);
  std::string_view finish_handshake(client who, std::string_view bytes);
  std::string_view take_frames(client who, std::string_view bytes);
  void take(client who, const server_frame& frame);
  void take_close(client who, std::string_view payload);
  void send(client who, opcode kind, std::string_view payload);
  void write(client who);
  void end(client who);

  std::uint16_t port_;
  int epoll_;
  std::string buffer_;
  std::minstd_rand masks_;
  std::deque<connection> clients_;  // a callback may add one
  std::function<void(client)> open_ = [](client) {};
  std::function<void(client, std::string_view)> text_ = [](client,
                                                           std::string_view) {};
  std::function<void(client, std::uint16_t)> close_ = [](client,
                                                         std::uint16_t) {};
};

}  // namespace parley::crowd_test
