// SPDX-License-Identifier: Apache-2.0
// One node: loops, actors and listeners, their start and their clean stop.
#pragma once

#include "server/settings.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace parley {

class server {
 public:
  /// Binds all addresses and prepares the actors; nothing runs yet. Throws
  /// `std::runtime_error` with a sentence when an address, certificate or key
  /// cannot be used, or an address needs `insecure`.
  explicit server(settings values);

  /// Stops at once if `shutdown` has not been called.
  ~server();

  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// Starts the loops' threads.
  void start();

  /// "http://127.0.0.1:8080", one for each address.
  const std::vector<std::string>& urls() const;

  /// The same of `operators.listen`.
  const std::vector<std::string>& operator_urls() const;

  /// Open sockets of clients.
  std::size_t connections() const;

  /// Reads certificate and key again; open connections keep the old ones. On
  /// an error nothing changes, and the error is logged. Any thread.
  void reload_tls();

  /// Accepts no more connections, lets the rooms deliver their drafts, closes
  /// every client with 1001 and ends the threads. Returns within `deadline` and
  /// a second: the rest is cut then. Blocks; not on a loop.
  void shutdown(std::chrono::milliseconds deadline);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley
