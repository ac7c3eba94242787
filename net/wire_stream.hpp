// A wire as Beast sees it: the stream under HTTP messages and the WebSocket
// handshake. Reads come from the socket; writes go to the outbox.
#pragma once

#include "net/wire.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace parley {

/// Meets Asio's AsyncReadStream and AsyncWriteStream.
template <class Socket>
class wire_stream {
 public:
  using executor_type = executor;

  explicit wire_stream(std::shared_ptr<wire<Socket>> under)
      : wire_(std::move(under)) {}

  executor_type get_executor() { return wire_->where().io().get_executor(); }

  wire<Socket>& under() { return *wire_; }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return wire_->socket().async_read_some(buffers, std::forward<Token>(token));
  }

  /// Completes at once: the bytes are in the outbox then, not on the wire.
  /// `no_buffer_space` when the outbox is full.
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(error_code, std::size_t)>(
        [this](auto handler, const Buffers& from) {
          // Not by asio::buffers_begin, which looks at every byte by itself:
          // a third of what a page or a large answer cost.
          const auto n = asio::buffer_size(from);
          std::string bytes(n, '\0');
          asio::buffer_copy(asio::buffer(bytes), from);
          if (wire_->append(std::move(bytes)))
            complete(std::move(handler), {}, n);
          else
            complete(std::move(handler), asio::error::no_buffer_space, 0);
        },
        token, buffers);
  }

 private:
  template <class Handler>
  void complete(Handler&& handler, error_code result, std::size_t n) {
    asio::post(get_executor(),
               asio::append(std::forward<Handler>(handler), result, n));
  }

  std::shared_ptr<wire<Socket>> wire_;
};

/// Beast calls these when a WebSocket ends. The wire finishes on its own; there
/// is nothing for Beast to wait for.
template <class Socket, class Handler>
void async_teardown(boost::beast::role_type, wire_stream<Socket>& stream,
                    Handler&& handler) {
  stream.under().finish();
  asio::post(stream.get_executor(),
             asio::append(std::forward<Handler>(handler), error_code{}));
}

template <class Socket>
void teardown(boost::beast::role_type, wire_stream<Socket>& stream,
              error_code& result) {
  stream.under().finish();
  result = {};
}

template <class Socket>
void beast_close_socket(wire_stream<Socket>& stream) {
  stream.under().cut();
}

}  // namespace parley
