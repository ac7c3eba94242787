// SPDX-License-Identifier: Apache-2.0
#include "net/wire.hpp"

#include "protocol/limits.hpp"

#include <boost/asio/buffer.hpp>

#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace parley {

namespace {

// FIN and opcode 8 (RFC 6455 section 5.2); no HTTP response begins with it.
constexpr char close_frame_start = '\x88';

}  // namespace

template <class Socket>
wire<Socket>::wire(Socket socket, loop& where, connection_quota::ticket ticket)
    : socket_(std::move(socket)), where_(where), ticket_(std::move(ticket)) {
  where_.enter(*this);
}

template <class Socket>
wire<Socket>::~wire() {
  if (touched_) where_.flushing().withdraw(*this);
  close_socket();
}

// -- writing ------------------------------------------------------------------

template <class Socket>
push_result wire<Socket>::push(const frame& bytes, overflow when_full) {
  const auto result = queue(bytes, when_full, seams::between_frames);
  if (result == push_result::slow && user_) user_->on_full();
  return result;
}

template <class Socket>
push_result wire<Socket>::queue(const frame& bytes, overflow when_full,
                                seams where) {
  if (sealed_ || finishing_) return push_result::closed;
  const bool dropped = make_room(bytes->size(), when_full);
  if (dropped && when_full.counted) return push_result::dropped;
  if (full()) return push_result::slow;
  auto& traffic = where_.traffic();
  ++traffic.sent;
  traffic.sent_bytes += bytes->size();
  outbox_.push(bytes, when_full.room, where);
  touch();
  return dropped ? push_result::dropped : push_result::queued;
}

// "Latest only" is about a client that does not keep up, long before its outbox
// is full: while the kernel takes everything, nothing is dropped.
template <class Socket>
bool wire<Socket>::make_room(std::size_t bytes, overflow when_full) {
  const auto before = outbox_.size();
  if (when_full.counted) bytes = before;
  if (when_full.policy == slow_policy::latest_only && writing_)
    outbox_.drop_oldest(when_full.room, outbox_.size());
  else if (when_full.policy == slow_policy::drop_oldest && full())
    outbox_.drop_oldest(when_full.room, bytes);
  return outbox_.size() < before;
}

template <class Socket>
bool wire<Socket>::append(std::string bytes) {
  if (sealed_) return true;
  if (full()) return false;
  // Beast writes a control frame whole, so its first octet identifies it.
  sealed_ = bytes.front() == close_frame_start;
  outbox_.push_raw(std::move(bytes));
  touch();
  return true;
}

template <class Socket>
void wire<Socket>::answer(std::string head, const frame& body) {
  if (sealed_ || finishing_) return;
  outbox_.push_raw(std::move(head));
  if (body && !body->empty()) outbox_.push(body, 0, seams::nowhere);
  touch();
}

template <class Socket>
void wire<Socket>::append_last(std::string bytes) {
  if (std::exchange(sealed_, true)) return;
  outbox_.push_raw(std::move(bytes));
  touch();
}

// Judged by what waits already: a frame larger than the whole bound can still
// be sent, and the bound is overshot by one frame at most.
template <class Socket>
bool wire<Socket>::full() const {
  return outbox_.size() >= where_.options().bounds.queue_size;
}

template <class Socket>
bool wire<Socket>::congested() const {
  return outbox_.size() > where_.options().bounds.queue_size / 2;
}

template <class Socket>
void wire<Socket>::touch() {
  if (touched_ || writing_) return;
  touched_ = true;
  where_.flushing().add(*this);
}

template <class Socket>
void wire<Socket>::at_turn_end() {
  touched_ = false;
  if (!writing_) write_some();
}

template <class Socket>
void wire<Socket>::write_some() {
  if constexpr (is_tls<Socket>) {
    if (!outbox_.empty()) write_tls();
  } else {
    write_tcp();
  }
  on_progress();
}

template <class Socket>
void wire<Socket>::write_tcp() {
  while (!outbox_.empty()) {
    if (!tcp_of(socket_).is_open()) return outbox_.consume(outbox_.size());
    const auto chunk = outbox_.next_chunk(where_.scratch());
    const auto sent = ::send(tcp_of(socket_).native_handle(), chunk.data(),
                             chunk.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0)
      outbox_.consume(static_cast<std::size_t>(sent));
    else if (errno == EAGAIN || errno == EWOULDBLOCK)
      return wait_until_writable();
    else if (errno != EINTR)
      return cut();
  }
}

template <class Socket>
void wire<Socket>::wait_until_writable() {
  writing_ = true;
  tcp_of(socket_).async_wait(
      tcp_socket::wait_write,
      [self = this->shared_from_this()](error_code failed) {
        self->on_written(failed, 0);
      });
}

template <class Socket>
void wire<Socket>::write_tls() {
  if constexpr (is_tls<Socket>) {
    writing_ = true;
    const auto chunk = outbox_.next_chunk(buffers_.output);
    outbox_.lend(chunk.size());
    socket_.async_write_some(asio::buffer(chunk),
                             [self = this->shared_from_this()](
                                 error_code failed, std::size_t bytes) {
                               self->on_written(failed, bytes);
                             });
  }
}

template <class Socket>
void wire<Socket>::on_written(error_code failed, std::size_t bytes) {
  writing_ = false;
  if (failed) return cut();
  outbox_.consume(bytes);
  if constexpr (is_tls<Socket>)
    if (outbox_.empty()) std::string().swap(buffers_.output);
  write_some();
}

template <class Socket>
void wire<Socket>::on_progress() {
  if (drained_wanted_ && (sent_wanted_ ? outbox_.empty() : !congested())) {
    drained_wanted_ = sent_wanted_ = false;
    if (user_) user_->on_drained();
  }
  if (finishing_ && outbox_.empty()) end_sending();
}

// -- life ---------------------------------------------------------------------

template <class Socket>
signs_of_life wire<Socket>::heard() const {
  error_code failed;
  const auto unread = tcp_of(socket_).available(failed);
  return {reads_, failed ? 0 : unread};
}

template <class Socket>
std::string wire<Socket>::peer() const {
  if (auto client = ticket_.client(); !client.empty()) return client;
  error_code failed;
  const auto at = tcp_of(socket_).remote_endpoint(failed);
  if (failed) return {};
  const auto address = at.address().to_string();
  return (at.address().is_v6() ? '[' + address + ']' : address) + ':' +
         std::to_string(at.port());
}

template <class Socket>
void wire<Socket>::expire_after(std::chrono::milliseconds delay) {
  where_.schedule(*this, delay);
}

template <class Socket>
void wire<Socket>::expired() {
  const auto alive = this->shared_from_this();
  if (user_)
    user_->on_timer();
  else
    cut();
}

template <class Socket>
void wire<Socket>::finish() {
  if (finishing_) return;
  finishing_ = true;
  use(nullptr);
  expire_after(close_timeout);
  // Now, not at the turn's end: an operation on the socket is what keeps the
  // wire alive from here on.
  if (!writing_) write_some();
}

template <class Socket>
void wire<Socket>::end_sending() {
  if constexpr (is_tls<Socket>) {
    // Sends close_notify and reads until the peer's.
    socket_.async_shutdown([self = this->shared_from_this()](error_code) {
      error_code ignored;
      tcp_of(self->socket_).shutdown(tcp_socket::shutdown_send, ignored);
      self->read_to_the_end();
    });
  } else {
    error_code ignored;
    socket_.shutdown(tcp_socket::shutdown_send, ignored);
    read_to_the_end();
  }
}

template <class Socket>
void wire<Socket>::stop_if_unused() {
  if (finishing_) return;
  if (user_ && user_->on_stop()) return;
  if (outbox_.empty() && !writing_)
    close_socket();
  else
    finish();
}

// A connection that only uses HTTP has no user to notify.
template <class Socket>
void wire<Socket>::shed() {
  const auto alive = this->shared_from_this();
  if (user_)
    user_->on_full();
  else
    cut();
}

template <class Socket>
typename wire<Socket>::remains wire<Socket>::release() {
  where_.cancel(*this);
  where_.leave(*this);
  use(nullptr);
  return {tcp_of(socket_).release(), std::move(ticket_)};
}

template <class Socket>
void wire<Socket>::cut() {
  error_code ignored;
  tcp_of(socket_).set_option(asio::socket_base::linger(true, 0), ignored);
  close_socket();
}

template <class Socket>
void wire<Socket>::close_socket() {
  where_.cancel(*this);
  auto& tcp = tcp_of(socket_);
  if (!tcp.is_open()) return;
  where_.leave(*this);
  error_code ignored;
  tcp.close(ignored);
  if (auto* user = std::exchange(user_, nullptr)) user->on_drained();
}

template class wire<tcp_socket>;
template class wire<tls_socket>;

}  // namespace parley
