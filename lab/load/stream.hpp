// SPDX-License-Identifier: Apache-2.0
// A non-blocking TCP connection, with TLS or without.
#pragma once

#include <cstddef>
#include <memory>
#include <netinet/in.h>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace parley::load {

/// Where all connections go.
struct endpoint {
  sockaddr_storage address{};
  socklen_t size = 0;
  bool tls = false;
  std::string authority;  // of the Host header

  /// Throws std::runtime_error that says what is wrong with `url`.
  static endpoint resolve(std::string_view url);
};

/// For clients that trust whoever answers: a load generator measures, and tests
/// use certificates of their own.
class tls_client {
 public:
  tls_client();
  ssl_ctx_st* get() const { return context_.get(); }

 private:
  std::shared_ptr<ssl_ctx_st> context_;
};

class stream {
 public:
  stream() = default;  // closed

  /// Begins to connect. Throws std::system_error when there is no socket to be
  /// had. `tls` is null without TLS, and outlives the stream. The kernel keeps
  /// about `receive_buffer` bytes that are not read yet; 0: as it likes.
  stream(const endpoint& to, const tls_client* tls, int receive_buffer = 0);
  ~stream();
  stream(stream&& other) noexcept;
  stream& operator=(stream&& other) noexcept;

  int descriptor() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

  /// Bytes read or written; 0 when none can be now; nothing at the end or when
  /// it has failed.
  std::optional<std::size_t> read(std::span<char> into);
  std::optional<std::size_t> write(std::string_view bytes);

  void close();

  /// Ends the sending direction; what comes is still read.
  void end_output();
  /// Makes the `close` that has to follow a TCP reset.
  void reset();

 private:
  std::optional<std::size_t> outcome(int result);

  int fd_ = -1;
  ssl_st* ssl_ = nullptr;
};

}  // namespace parley::load
