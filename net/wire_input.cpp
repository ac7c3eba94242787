// What a wire hears of its peer.
#include "net/wire.hpp"
#include "protocol/limits.hpp"

#include <boost/asio/buffer.hpp>

#include <cerrno>
#include <span>
#include <sys/socket.h>
#include <utility>

namespace parley {

// For TCP the bytes stay in the kernel until the loop's buffer is free for
// them, so that a client who says nothing has none.
template <class Socket>
void wire<Socket>::read(std::shared_ptr<wire_user> reader) {
  if constexpr (is_tls<Socket>) {
    buffers_.input.resize(tls_read_size);
    socket_.async_read_some(
        asio::buffer(buffers_.input),
        [this, reader](error_code failed, std::size_t bytes) {
          if (failed) return reader->on_input_end();
          ++activity_;
          reader->on_input(std::span(buffers_.input).first(bytes));
        });
  } else {
    socket_.async_wait(tcp_socket::wait_read,
                       [this, reader](error_code failed) mutable {
                         if (failed) return reader->on_input_end();
                         receive(std::move(reader));
                       });
  }
}

template <class Socket>
void wire<Socket>::receive(std::shared_ptr<wire_user> reader) {
  const auto into = where_.read_buffer();
  const auto got = ::recv(tcp_of(socket_).native_handle(), into.data(),
                          into.size(), MSG_DONTWAIT);
  if (got > 0) {
    ++activity_;
    reader->on_input(into.first(static_cast<std::size_t>(got)));
  } else if (got < 0 &&
             (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
    read(std::move(reader));
  } else {
    reader->on_input_end();
  }
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
// tell but one of the end.
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
template void wire<tcp_socket>::receive(std::shared_ptr<wire_user>);
template void wire<tls_socket>::receive(std::shared_ptr<wire_user>);
template void wire<tcp_socket>::drop_input();
template void wire<tls_socket>::drop_input();
template void wire<tcp_socket>::on_dropped_end();
template void wire<tls_socket>::on_dropped_end();
template void wire<tcp_socket>::read_to_the_end();
template void wire<tls_socket>::read_to_the_end();

}  // namespace parley
