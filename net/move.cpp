// SPDX-License-Identifier: Apache-2.0
#include "net/move.hpp"

#include <boost/asio/post.hpp>

#include <memory>
#include <unistd.h>
#include <utility>

namespace parley {

namespace {

/// A socket on its way from loop to loop.
class descriptor {
 public:
  explicit descriptor(int value) : value_(value) {}
  descriptor(descriptor&& other) noexcept
      : value_(std::exchange(other.value_, -1)) {}
  descriptor& operator=(descriptor&&) = delete;
  ~descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

asio::ip::tcp protocol_of(int socket) {
  sockaddr_storage local{};
  socklen_t size = sizeof local;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&local), &size);
  return local.ss_family == AF_INET6 ? asio::ip::tcp::v6()
                                     : asio::ip::tcp::v4();
}

/// All of it, so that nothing is lost when the handler is never run.
struct removal {
  loop& where;
  descriptor socket;
  connection_quota::ticket ticket;
  gathering::seat seat;
  std::string ahead;
  http_request request;
  link_request wish;

  void operator()() {
    if (where.stopping()) return;
    const int native = socket.release();
    tcp_socket mine(where.io().get_executor());
    error_code failed;
    mine.assign(protocol_of(native), native, failed);
    if (failed) {
      ::close(native);
      return;
    }
    auto under = std::make_shared<wire<tcp_socket>>(std::move(mine), where,
                                                    std::move(ticket));
    under->expire_after(where.options().bounds.handshake_timeout);
    under->keep(std::move(seat));
    open_websocket(std::move(under), request, std::move(ahead),
                   std::move(wish));
  }
};

}  // namespace

void move_to(loop& where, wire<tcp_socket>::remains from, gathering::seat seat,
             std::string ahead, http_request request, link_request wish) {
  asio::post(where.io(),
             removal{where, descriptor(from.descriptor), std::move(from.ticket),
                     std::move(seat), std::move(ahead), std::move(request),
                     std::move(wish)});
}

}  // namespace parley
