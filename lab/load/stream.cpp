// SPDX-License-Identifier: Apache-2.0
#include "lab/load/stream.hpp"

#include "lab/script/address.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <cstring>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace parley::load {

endpoint endpoint::resolve(std::string_view url) {
  const auto where = script::parse_address(url);
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  if (const int failed =
          ::getaddrinfo(where.host.c_str(), where.port.c_str(), &hints, &found))
    throw std::runtime_error(where.host + ": " + gai_strerror(failed));
  endpoint to;
  to.tls = where.tls;
  to.authority = where.authority;
  to.size = found->ai_addrlen;
  std::memcpy(&to.address, found->ai_addr, found->ai_addrlen);
  ::freeaddrinfo(found);
  return to;
}

tls_client::tls_client()
    : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
  if (!context_) throw std::bad_alloc();
  SSL_CTX_set_mode(get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                              SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                              SSL_MODE_RELEASE_BUFFERS);
}

stream::stream(const endpoint& to, const tls_client* tls, int receive_buffer)
    : fd_(::socket(to.address.ss_family,
                   SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (fd_ < 0)
    throw std::system_error(errno, std::generic_category(), "socket");
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (receive_buffer > 0)
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer,
                 sizeof receive_buffer);
  const auto* address = reinterpret_cast<const sockaddr*>(&to.address);
  if (::connect(fd_, address, to.size) != 0 && errno != EINPROGRESS) {
    close();
    return;
  }
  if (!tls) return;
  ssl_ = SSL_new(tls->get());
  SSL_set_fd(ssl_, fd_);
  SSL_set_connect_state(ssl_);
}

stream::~stream() {
  close();
}

stream::stream(stream&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      ssl_(std::exchange(other.ssl_, nullptr)) {}

stream& stream::operator=(stream&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(ssl_, other.ssl_);
  return *this;
}

std::optional<std::size_t> stream::read(std::span<char> into) {
  if (ssl_) {
    ERR_clear_error();
    return outcome(SSL_read(ssl_, into.data(), static_cast<int>(into.size())));
  }
  const auto got = ::recv(fd_, into.data(), into.size(), 0);
  if (got > 0) return static_cast<std::size_t>(got);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  return std::nullopt;
}

std::optional<std::size_t> stream::write(std::string_view bytes) {
  if (ssl_) {
    ERR_clear_error();
    return outcome(
        SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())));
  }
  const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent >= 0) return static_cast<std::size_t>(sent);
  if (errno == EAGAIN || errno == EINTR || errno == ENOTCONN) return 0;
  return std::nullopt;
}

std::optional<std::size_t> stream::outcome(int result) {
  if (result > 0) return static_cast<std::size_t>(result);
  const int why = SSL_get_error(ssl_, result);
  if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) return 0;
  return std::nullopt;
}

void stream::end_output() {
  ::shutdown(fd_, SHUT_WR);
}

void stream::reset() {
  const linger at_once{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void stream::close() {
  SSL_free(std::exchange(ssl_, nullptr));
  if (const int fd = std::exchange(fd_, -1); fd >= 0) ::close(fd);
}

}  // namespace parley::load
