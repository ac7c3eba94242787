// SPDX-License-Identifier: Apache-2.0
// A small WebSocket server with a thread of its own, for scripts to talk to.
//
//   /echo     every message comes back
//   /room     every message goes to all in /room; who leaves is told to the
//             others as "gone: close 1000 bye" or "gone: reset"
//   /headers  greets with the request's X-Test headers, joined by '|'
//   /deaf     completes the handshake, then reads nothing
//   /stall    takes the request and never answers
//   /connection/websocket
//             speaks Centrifuge as canned_rooms.hpp says
//   /refuse   answers 403 with the body "not you"
//   all other paths answer 404; "/base" before a path is ignored
//
// On all that read, "!close 4001 bye" and "!close" make the server close,
// "!reset" makes it reset the connection.
#pragma once

#include "lab/script/destination.hpp"
#include "tests/lab/script/certificate.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <optional>
#include <string>
#include <thread>

namespace parley::script {

class test_server {
 public:
  /// Listens on a free port of 127.0.0.1; with a certificate it speaks TLS.
  explicit test_server(const std::optional<certificate>& identity = {});
  ~test_server();

  /// ws://127.0.0.1:PORT or wss://127.0.0.1:PORT
  std::string url() const;

 private:
  boost::asio::io_context io_{1};
  boost::asio::ip::tcp::acceptor acceptor_;
  const unsigned short port_;
  std::optional<boost::asio::ssl::context> tls_;
  std::thread thread_;
};

}  // namespace parley::script
