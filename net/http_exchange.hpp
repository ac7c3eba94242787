// SPDX-License-Identifier: Apache-2.0
// The connection of one client while it speaks HTTP: bytes come in as requests,
// answers leave one at a time, and each of the two has a limit of time. On the
// loop's thread.
//
//   phase      ends by itself when                      then
//   opening    TLS is not there by handshake_timeout    cut
//   reading    no request comes by idle_timeout, or it  end (FIN); of a request
//              is not complete by handshake_timeout     that has begun: 408
//              (head) and request_timeout (body)
//   working    never: the request is ours to answer
//   writing    nothing leaves for `answer_patience`     cut
#pragma once

#include "net/request_reader.hpp"
#include "net/wire.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace parley {

/// How long a client may take nothing of its answer. Over: it is cut.
inline constexpr std::chrono::milliseconds answer_patience{30'000};

/// How long a client that is still sending may go on when its request has been
/// refused, so that a reset does not overtake the answer (RFC 9112 section
/// 9.6). Over: it is cut.
inline constexpr std::chrono::milliseconds lingering_time{30'000};

template <class Socket>
class http_exchange final : public wire_user {
 public:
  explicit http_exchange(std::shared_ptr<wire<Socket>> under);
  ~http_exchange();
  http_exchange(const http_exchange&) = delete;
  http_exchange& operator=(const http_exchange&) = delete;

  const std::shared_ptr<wire<Socket>>& under() const { return wire_; }
  request_reader& reader() { return reader_; }

  /// Does the TLS handshake, when there is to be one.
  asio::awaitable<void, executor> open();

  /// Waits for the head of the next request, also one that is faulty. False:
  /// the connection is to end.
  asio::awaitable<bool, executor> receive_head();

  /// Waits for the body, as request_reader::begin_body has it. False as above.
  asio::awaitable<bool, executor> receive_body(std::size_t limit, bool keep);

  /// A request was not complete in time.
  bool is_late() const { return late_ && reader_.has_begun(); }

  /// Sends an answer and waits until all of it has been sent: further requests
  /// of a client that does not read are not handled. False: the connection is
  /// gone.
  asio::awaitable<bool, executor> send(std::string head, frame body);

  /// Ends the connection after the queued output.
  void finish();

 private:
  enum class phase : std::uint8_t { opening, reading, working, writing };

  asio::awaitable<bool, executor> fill();
  void stop_reading();

  void on_drained() override;
  void on_timer() override;
  bool on_stop() override;
  void on_input(std::span<char>) override {}
  void on_input_end() override {}
  void on_full() override {}

  std::shared_ptr<wire<Socket>> wire_;
  request_reader reader_;
  phase phase_ = phase::opening;
  bool is_first_ = true;  // request of the connection
  bool late_ = false;
  bool stopped_ = false;          // reads nothing more
  std::size_t unsent_ = 0;        // when the timer was set
  std::function<void()> resume_;  // waits for the answer to leave
};

extern template class http_exchange<tcp_socket>;
extern template class http_exchange<tls_socket>;

}  // namespace parley
