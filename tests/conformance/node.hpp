// SPDX-License-Identifier: Apache-2.0
// A server in the test's own process, on a port of its own.
#pragma once

#include "server/server.hpp"
#include "tests/conformance/raw_client.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace parley::conformance {

/// Where a node sends every message back.
inline constexpr std::string_view echo_path = "/echo";

class node {
 public:
  /// Serves with two loops and an echo path, and does not lose its patience
  /// before the tests do; `adjust` changes the settings.
  explicit node(const std::function<void(settings&)>& adjust = {});

  /// Fails the test when connections are left although all clients are gone,
  /// so declare the node before its clients.
  ~node();

  node(const node&) = delete;
  node& operator=(const node&) = delete;

  std::uint16_t port() const { return port_; }

  /// A TCP connection.
  raw_client connect(int receive_buffer = 0) const;

  /// A WebSocket. Throws `wire_error` unless the answer is 101.
  raw_client open(std::string_view target = echo_path,
                  const header_list& headers = {},
                  int receive_buffer = 0) const;

  /// A member of a room that gets presence and has read its own join.
  raw_client join(std::string_view room, std::string_view name,
                  const header_list& headers = {},
                  int receive_buffer = 0) const;

  /// Stops the server; blocks until it has stopped.
  void stop(std::chrono::milliseconds deadline);

  /// Asks for /health until `count` connections are open besides the asking
  /// one. False when that does not happen within `raw_client::patience`.
  bool comes_down_to(std::size_t count) const;

  /// The same, asked over a connection that is open already.
  bool comes_down_to(std::size_t count, raw_client& asking) const;

 private:
  server server_;
  std::uint16_t port_;
  bool stopped_ = false;
};

}  // namespace parley::conformance
