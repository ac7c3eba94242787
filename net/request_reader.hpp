// SPDX-License-Identifier: Apache-2.0
// Splits the input of one HTTP connection into requests. Bounded: see
// `request_reader::bound`. Pure: the owner supplies the bytes.
#pragma once

#include "net/received_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// Bytes of the chunk extensions of one body; also of one chunk's line, and of
/// a trailer section, whose fields are dropped. Over: HTTP 400.
inline constexpr std::size_t chunk_overhead_size = 4'096;

/// Bytes of line ends before a request (RFC 9112 section 2.2). Over: HTTP 400.
inline constexpr std::size_t leading_line_ends = 16;

/// Bytes that one read of an HTTP connection takes.
inline constexpr std::size_t http_read_size = 8'192;

class request_reader {
 public:
  /// `head_limit`: bytes of a request's line and fields. Over: HTTP 431.
  explicit request_reader(std::size_t head_limit);
  ~request_reader();
  request_reader(const request_reader&) = delete;
  request_reader& operator=(const request_reader&) = delete;

  enum class state {
    head,      // wants bytes of a head
    routing,   // the head is complete: `begin_body` comes next
    body,      // wants bytes of the body
    complete,  // `next` comes next
    too_big,   // the body is over its limit; the rest of it is unread
    failed,    // see `fault`; nothing more can be read
  };
  state now() const { return state_; }
  const request_fault& fault() const { return fault_; }

  /// Space for the next bytes; `commit` gives their number.
  boost::asio::mutable_buffer prepare();
  void commit(std::size_t bytes);

  /// The head; in `failed`, the part of it that was parsed.
  const received_head& head() const { return head_; }

  /// True from the first byte of a request on.
  bool has_begun() const { return state_ != state::head || buffer_.size() > 0; }

  /// A body follows the head.
  bool has_body() const;

  /// Reads the body, at most `limit` bytes of it; without `keep` its bytes are
  /// counted and dropped.
  void begin_body(std::size_t limit, bool keep);
  const std::string& body() const { return body_; }

  /// Whether a body that a client holds back until it gets 100 would be
  /// accepted: it is not known to be over `limit`, and none of it has arrived.
  bool is_worth_asking(std::size_t limit) const;

  /// Takes the bytes after the upgrade request, which are not HTTP.
  std::string take_rest();

  /// Goes on with the next request, of which bytes may be here.
  void next();

  /// Bytes that are held for the client. At most `bound`, whatever it sends.
  std::size_t held() const;
  static std::size_t bound(std::size_t head_limit, std::size_t body_limit);

 private:
  class parser;

  void advance();
  std::size_t skip_line_ends(std::string_view bytes);
  std::optional<std::size_t> end_of_head(std::string_view bytes);
  void read_head(std::string_view bytes);
  void read_body();
  void fail(unsigned status, std::string_view sentence);

  const std::size_t head_limit_;
  boost::beast::flat_buffer buffer_;
  std::unique_ptr<parser> parser_;
  state state_ = state::head;
  request_fault fault_{};
  received_head head_;
  std::string body_;
  std::size_t body_size_ = 0;  // with what was dropped
  std::size_t body_limit_ = 0;
  bool keep_body_ = false;
  std::size_t extensions_ = 0;  // bytes of chunk extensions
  std::size_t searched_ = 0;    // no head ends before
  std::size_t line_ends_ = 0;   // before the request
};

}  // namespace parley
