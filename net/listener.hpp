// SPDX-License-Identifier: Apache-2.0
// One listening socket of one loop.
#pragma once

#include "net/door.hpp"
#include "net/loop.hpp"
#include "net/socket.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Where to listen, with the port in use after binding.
using endpoint = asio::ip::tcp::endpoint;

/// The addresses that "HOST:PORT", "[V6]:PORT" or ":PORT" stands for: all that
/// a name has on this machine; without a host, every address of the machine. An
/// unspecified IPv6 address takes IPv4 clients too. At least one; throws
/// `std::runtime_error` with a sentence. Blocks; for the start only.
std::vector<endpoint> resolve(std::string_view host_and_port);

/// `wide` takes the clients of `narrow` too: they have one port, and `wide` is
/// every address of both families.
bool covers(const endpoint& wide, const endpoint& narrow);

/// Fails when another process listens there already: SO_REUSEPORT alone would
/// silently share its clients. Throws `std::runtime_error`.
void require_free(const endpoint& where);

/// The same addresses in the order in which to open them: those that cover
/// others first.
std::vector<std::string> widest_first(std::vector<std::string> addresses);

/// Where a browser finds it.
std::string url_of(const endpoint& where, bool tls);

class listener {
 public:
  /// Binds and listens with SO_REUSEPORT, so that each loop has a queue of its
  /// own. Throws `std::runtime_error` with a sentence.
  listener(loop& where, const endpoint& at, door entered = door::all);

  endpoint local() const { return local_; }
  door entered() const { return entered_; }

  /// Begins to accept. On the loop's thread, or before it runs.
  void start() { accept_next(); }

  /// Stops accepting, soon. Any thread; the loop runs or never will.
  void stop();

 private:
  void accept_next();
  void on_accept(error_code failed, tcp_socket socket);
  void admit(tcp_socket socket);
  void pause_after(error_code failed);

  loop& loop_;
  door entered_;
  tcp_acceptor acceptor_;
  asio::basic_waitable_timer<std::chrono::steady_clock,
                             asio::wait_traits<std::chrono::steady_clock>,
                             executor>
      retry_;
  endpoint local_;
  endpoint peer_;  // of who was accepted last
};

}  // namespace parley
