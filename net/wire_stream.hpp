// SPDX-License-Identifier: Apache-2.0
// A wire as Beast sees it: the stream under HTTP messages and the WebSocket
// handshake. Reads come from the socket; writes go to the outbox.
#pragma once

#include "net/wire.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/system/system_error.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace parley {

/// Meets Asio's AsyncReadStream, AsyncWriteStream and SyncWriteStream; of a
/// SyncReadStream it has what Beast wants to see of one.
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
          error_code result;
          const auto n = write_some(from, result);
          complete(std::move(handler), result, n);
        },
        token, buffers);
  }

  /// The same without a word later.
  template <class Buffers>
  std::size_t write_some(const Buffers& from, error_code& result) {
    // Each walk over Beast's sequences costs more than the copy, and one by
    // asio::buffers_begin a third of a page or of a large answer.
    std::string bytes;
    for (const asio::const_buffer part : boost::beast::buffers_range_ref(from))
      bytes.append(static_cast<const char*>(part.data()), part.size());
    const auto n = bytes.size();
    const bool taken = wire_->append(std::move(bytes));
    result = taken ? error_code() : asio::error::no_buffer_space;
    return taken ? n : 0;
  }
  template <class Buffers>
  std::size_t write_some(const Buffers& from) {
    error_code result;
    const auto n = write_some(from, result);
    if (result) throw boost::system::system_error(result);
    return n;
  }

  /// Never called: a loop does not wait for bytes.
  template <class Buffers>
  std::size_t read_some(const Buffers&, error_code& result) {
    result = asio::error::would_block;
    return 0;
  }
  template <class Buffers>
  std::size_t read_some(const Buffers&) {
    throw boost::system::system_error(asio::error::would_block);
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
