// SPDX-License-Identifier: Apache-2.0
// The concrete socket types of this server. Executors are concrete: no type
// erasure and no strand, for each loop is one thread.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/system/error_code.hpp>

#include <type_traits>

namespace parley {

namespace asio = boost::asio;
using boost::system::error_code;

using executor = asio::io_context::executor_type;
using tcp_socket = asio::basic_stream_socket<asio::ip::tcp, executor>;
using tls_socket = asio::ssl::stream<tcp_socket>;
using tcp_acceptor = asio::basic_socket_acceptor<asio::ip::tcp, executor>;

template <class Socket>
inline constexpr bool is_tls = std::is_same_v<Socket, tls_socket>;

inline tcp_socket& tcp_of(tcp_socket& socket) {
  return socket;
}
inline tcp_socket& tcp_of(tls_socket& socket) {
  return socket.next_layer();
}

inline const tcp_socket& tcp_of(const tcp_socket& socket) {
  return socket;
}
inline const tcp_socket& tcp_of(const tls_socket& socket) {
  return socket.next_layer();
}

}  // namespace parley
