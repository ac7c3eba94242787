// SPDX-License-Identifier: Apache-2.0
// The input side of a wire.
#include "net/wire.hpp"
#include "protocol/limits.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <span>
#include <sys/socket.h>
#include <utility>

namespace parley {

// Into a buffer of its own: `async_wait`, after which the loop's buffer would
// do for all, costs an `epoll_ctl` a message, as Asio arms the descriptor
// again.
template <class Socket>
void wire<Socket>::read(std::shared_ptr<wire_user> reader) {
  socket_.async_read_some(
      asio::buffer(buffers_.input),
      [this, reader = std::move(reader)](error_code failed, std::size_t bytes) {
        if (failed) return reader->on_input_end();
        ++reads_;
        reader->on_input(
            with_what_follows(std::span(buffers_.input).first(bytes)));
      });
}

// Input larger than its own buffer continues in the loop's. The next read finds
// an end or an error.
template <class Socket>
std::span<char> wire<Socket>::with_what_follows(std::span<char> bytes) {
  if (is_tls<Socket> || bytes.size() < buffers_.input.size()) return bytes;
  const auto into = where_.read_buffer();
  const auto rest = into.subspan(bytes.size());
  std::ranges::copy(bytes, into.begin());
  const auto more = ::recv(tcp_of(socket_).native_handle(), rest.data(),
                           rest.size(), MSG_DONTWAIT);
  return into.first(bytes.size() +
                    (more > 0 ? static_cast<std::size_t>(more) : 0));
}

template <class Socket>
void wire<Socket>::drop_input() {
  dropping_ = true;
  const auto into = where_.read_buffer();
  socket_.async_read_some(
      asio::buffer(into.data(), into.size()),
      [self = this->shared_from_this()](error_code ended, std::size_t) {
        if (ended)
          self->on_dropped_end();
        else
          self->drop_input();
      });
}

template <class Socket>
void wire<Socket>::on_dropped_end() {
  dropping_ = false;
  if (user_)
    user_->on_input_end();
  else if (outbox_.empty())
    close_socket();
}

// A close with unread bytes would reset the connection, and the reset could
// overtake the close frame on its way to the client. Of two reads Asio would
// report the end to only one.
template <class Socket>
void wire<Socket>::read_to_the_end() {
  if (dropping_) return;
  const auto into = where_.read_buffer();
  tcp_of(socket_).async_read_some(
      asio::buffer(into.data(), into.size()),
      [self = this->shared_from_this()](error_code ended, std::size_t) {
        if (ended)
          self->close_socket();
        else
          self->read_to_the_end();
      });
}

// The other members are instantiated by wire.cpp.
template void wire<tcp_socket>::read(std::shared_ptr<wire_user>);
template void wire<tls_socket>::read(std::shared_ptr<wire_user>);
template std::span<char> wire<tcp_socket>::with_what_follows(std::span<char>);
template std::span<char> wire<tls_socket>::with_what_follows(std::span<char>);
template void wire<tcp_socket>::drop_input();
template void wire<tls_socket>::drop_input();
template void wire<tcp_socket>::on_dropped_end();
template void wire<tls_socket>::on_dropped_end();
template void wire<tcp_socket>::read_to_the_end();
template void wire<tls_socket>::read_to_the_end();

}  // namespace parley
