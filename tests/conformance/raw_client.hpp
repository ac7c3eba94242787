// SPDX-License-Identifier: Apache-2.0
// A blocking TCP client that implements WebSocket by hand: it uses none of the
// server's libraries, so that a fault of theirs cannot mask itself.
#pragma once

#include "tests/conformance/http_reply.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::conformance {

/// An unexpected event on the wire. Ends the test.
class wire_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A frame as it came from the server.
struct server_frame {
  std::uint8_t opcode = 0;
  bool fin = false;
  std::uint8_t reserved = 0;
  std::string payload;
};

/// How the server ended the connection.
enum class ending : std::uint8_t { eof, reset };

/// The last bytes of a connection, and its end.
struct last_words {
  std::string bytes;
  ending how;
};

using header_list = std::vector<std::pair<std::string, std::string>>;

class raw_client {
 public:
  using duration = std::chrono::milliseconds;
  /// How long a test waits for a certain event. Nothing is measured by it: it
  /// only ends a test that would wait for ever, so it outlasts a machine that
  /// was paused for a while.
  static constexpr duration patience{60'000};

  /// Connects to 127.0.0.1. A `receive_buffer` other than 0 is how many bytes
  /// the kernel shall take for us at most, so that a slow reader is slow soon.
  explicit raw_client(std::uint16_t port, int receive_buffer = 0);
  ~raw_client();
  raw_client(raw_client&& other) noexcept;
  raw_client& operator=(raw_client&& other) noexcept;

  // -- sending: throws when the kernel does not take it within `patience`
  // -------

  void send(std::string_view bytes);
  void send_in_pieces(std::string_view bytes, std::size_t size);

  /// False when the server has ended the connection, or takes too long.
  [[nodiscard]] bool try_send(std::string_view bytes);

  /// Sends FIN; reading goes on.
  void end_sending();

  /// Closes with RST.
  void reset();

  // -- receiving: throws when nothing comes within `patience`
  // -------------------

  /// Reads a response; one to HEAD has no body whatever its head.
  http_reply read_reply(bool to_head = false);

  /// Reads a response's head; its body is to be read by `read_chunk`.
  http_reply read_head();

  /// Reads a chunk of a body (RFC 9112 section 7.1); empty: the body's end.
  std::string read_chunk();

  /// Reads one frame. Throws for what no server may send: masked frames and
  /// lengths that are not in the shortest form.
  server_frame read_frame();

  /// Reads until the server ends the connection.
  last_words read_to_end();

  /// True when bytes or an end come within `wait`.
  bool hears_within(duration wait) const;

  // -- requests
  // -----------------------------------------------------------------

  /// Sends a request and reads its response.
  http_reply request(std::string_view method, std::string_view target,
                     const header_list& headers = {});

  /// Sends an upgrade request and reads its response.
  http_reply upgrade(std::string_view target, const header_list& headers = {});

 private:
  bool readable_within(duration wait) const;
  bool receive();
  void await(std::size_t bytes);
  std::string take(std::size_t bytes);
  std::string take_up_to(std::string_view end);
  std::uint64_t take_big_endian(std::size_t octets);
  std::uint64_t take_length(std::uint8_t seven_bits);
  void close();

  int fd_;
  std::string received_;
  std::size_t taken_ = 0;  // of received_
  ending how_ = ending::eof;
};

/// A request with a Host header, followed by `headers`.
std::string request_text(std::string_view method, std::string_view target,
                         const header_list& headers = {});

/// The key of RFC 6455 section 1.3 and the Sec-WebSocket-Accept it must get.
inline constexpr std::string_view sample_key = "dGhlIHNhbXBsZSBub25jZQ==";
inline constexpr std::string_view sample_accept =
    "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// The headers of a right upgrade request.
header_list upgrade_headers();

/// A valid upgrade request, followed by `headers`.
std::string upgrade_text(std::string_view target,
                         const header_list& headers = {});

}  // namespace parley::conformance
