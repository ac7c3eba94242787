// SPDX-License-Identifier: Apache-2.0
// The socket of one client and its outbox: everything that is written to the
// client goes through here, whoever says it, so that frames never interleave.
// Lives on its loop's thread.
//
//   HTTP, handshake, pong, close ──> append ─┐
//                                            ├─> outbox ──> one write a turn
//   frames of rooms and sessions ──> push ───┘
#pragma once

#include "net/loop.hpp"
#include "net/outbox.hpp"
#include "net/ping_watch.hpp"
#include "net/socket.hpp"
#include "net/timer_wheel.hpp"
#include "protocol/limits.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace parley {

/// Notifications of a wire to the link that uses it.
class wire_user {
 public:
  /// The outbox is at most half full again, or the socket is gone.
  virtual void on_drained() = 0;
  /// The timer set with `expire_after` is due.
  virtual void on_timer() = 0;
  /// Input for the caller of `read`; the bytes are lent for the call and may be
  /// changed.
  virtual void on_input(std::span<char> bytes) = 0;
  /// The peer has ended its direction, or the socket is gone; for the caller of
  /// `read` or `drop_input`.
  virtual void on_input_end() = 0;
  /// The client reads too slowly: a broadcast found the outbox full and queued
  /// nothing, or the process needs the memory.
  virtual void on_full() = 0;
  /// The loop stops. False: nothing is under way, and the wire closes. Sessions
  /// of links end by themselves.
  virtual bool on_stop() { return true; }

 protected:
  ~wire_user() = default;
};

/// What operations under way point to. TCP copies into the kernel at once, so
/// it has nothing to keep for its output.
template <class Socket>
struct wire_buffers {
  std::array<char, tcp_read_size> input;
};

template <>
struct wire_buffers<tls_socket> {
  std::array<char, tls_read_size> input;
  std::string output;
};

template <class Socket>
class wire final : public timer_wheel::timer,
                   public open_socket,
                   public std::enable_shared_from_this<wire<Socket>>,
                   public frame_sink,
                   public turn_task {
 public:
  wire(Socket socket, loop& where, connection_quota::ticket ticket);
  ~wire();
  wire(const wire&) = delete;
  wire& operator=(const wire&) = delete;

  Socket& socket() { return socket_; }
  loop& where() { return where_; }
  connection_quota::verdict quota() const { return ticket_.outcome(); }
  const boost::asio::ip::address& accountable() const {
    return ticket_.accountable();
  }
  void speak_for(std::string_view forwarded) { ticket_.speak_for(forwarded); }

  // -- writing ----------------------------------------------------------------

  /// Queues shared bytes. `slow` if the outbox was full and `when_full` did not
  /// help, `closed` after a close frame or the end; then nothing is queued.
  /// `dropped` if it did help, or if a client that tracks offsets has lost its
  /// queue.
  [[nodiscard]] push_result queue(const frame& bytes, overflow when_full,
                                  seams where);

  /// The same for whole WebSocket frames; the user is notified if it is `slow`.
  using frame_sink::push;
  push_result push(const frame& bytes, overflow when_full) override;

  /// Queues bytes that are never dropped, under the same bound; false when the
  /// outbox was full before. Nothing follows a close frame (RFC 6455
  /// section 5.5.1).
  [[nodiscard]] bool append(std::string bytes);

  /// Queues an HTTP answer: its head, and a body that may be shared; null for
  /// none. The caller waits until all of it has left, so nothing waits before.
  void answer(std::string head, const frame& body);

  /// Queues the last bytes of all, whatever waits: nothing follows them.
  void append_last(std::string bytes);

  bool full() const;

  /// Bytes that wait for the peer.
  std::size_t queued() const override { return outbox_.size(); }

  /// Over half full: producers of the client's answers should wait for
  /// `on_drained`.
  bool congested() const;
  void tell_when_drained() { drained_wanted_ = true; }

  /// The same, when nothing waits any more.
  void tell_when_sent() { drained_wanted_ = sent_wanted_ = true; }

  /// See outbox::drop_unstarted.
  void drop_unstarted() { outbox_.drop_unstarted(); }

  /// Writes the queue. Called once at the end of a turn.
  void at_turn_end() override;

  // -- reading ----------------------------------------------------------------

  /// Waits for the peer: exactly one `on_input` or `on_input_end` of `reader`
  /// follows. A reader that waits is kept alive, and keeps the wire alive.
  void read(std::shared_ptr<wire_user> reader);

  /// The peer's input so far.
  signs_of_life heard() const;

  /// For a user that reads no more: drops the peer's input until its end.
  void drop_input();

  // -- life -------------------------------------------------------------------

  /// Address of the client behind a trusted proxy, else address and port of the
  /// peer; empty if the socket is gone.
  std::string peer() const;

  /// Gives up the socket, which another wire goes on with, on another loop.
  /// Only of TCP, and with nothing queued or under way.
  struct remains {
    int descriptor;
    connection_quota::ticket ticket;
  };
  remains release();

  /// Kept as long as the connection.
  void keep(gathering::seat taken) { seat_ = std::move(taken); }

  /// Nothing is queued and nothing is being written.
  bool is_quiet() const { return outbox_.empty() && !writing_ && !touched_; }

  bool is_open() { return tcp_of(socket_).is_open(); }

  /// Gets notifications of drains and timers; null for none.
  void use(wire_user* user) { user_ = user; }
  void leave(const wire_user& user) {
    if (user_ == &user) user_ = nullptr;
  }

  /// One timer at a time. Without a user it cuts.
  void expire_after(std::chrono::milliseconds delay);
  void cancel_timer() { where_.cancel(*this); }

  /// Writes the queue, ends the sending direction, waits for the peer to end
  /// its direction, and closes; cut after `close_timeout`. The wire keeps
  /// itself alive for this and sends no notification.
  void finish();

  void stop_if_unused() override;
  void shed() override;

  /// Closes at once, with a reset, so that the kernel keeps nothing either.
  void cut() override;

 private:
  void expired() override;
  bool make_room(std::size_t bytes, overflow when_full);
  void touch();
  void write_some();
  void write_tcp();
  void write_tls();
  void wait_until_writable();
  void on_written(error_code failed, std::size_t bytes);
  void on_progress();
  std::span<char> with_what_follows(std::span<char> bytes);
  void end_sending();
  void read_to_the_end();
  void on_dropped_end();
  void close_socket();

  // The members that a broadcast touches come first and together: a server with
  // many clients waits for its memory more than for anything else.
  Socket socket_;
  bool touched_ = false;  // waits for the end of the turn
  bool writing_ = false;  // waits for the socket
  bool finishing_ = false;
  bool dropping_ = false;  // reads, for nobody
  bool sealed_ = false;    // a close frame or the last bytes are queued or sent
  bool drained_wanted_ = false;
  bool sent_wanted_ = false;  // with it: drained means empty
  std::uint32_t reads_ = 0;   // that brought bytes
  loop& where_;
  outbox outbox_;
  wire_user* user_ = nullptr;
  connection_quota::ticket ticket_;
  gathering::seat seat_;
  wire_buffers<Socket> buffers_;
};

extern template class wire<tcp_socket>;
extern template class wire<tls_socket>;

}  // namespace parley
