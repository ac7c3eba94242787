// SPDX-License-Identifier: Apache-2.0
// The head of one request as a server has to understand it: each field that
// decides anything has one value, whatever lines it came on. Pure.
#pragma once

#include "net/route.hpp"
#include "net/websocket_handshake.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// Why a request is refused before any path is looked at.
struct request_fault {
  unsigned status;
  std::string_view sentence;
};

class received_head {
 public:
  /// Takes a field line. Lines of a list are joined with commas (RFC 9110
  /// section 5.3). A second line of a field that has one value is a fault: two
  /// readers could choose different lines.
  std::optional<request_fault> take(std::string_view name,
                                    std::string_view value);

  /// What contradicts RFC 9110 or 9112 in a complete head.
  std::optional<request_fault> check() const;

  /// Points into this object.
  request_head view() const;

  /// The upgrade that this head asks for, for Beast, which reads only the first
  /// line of a field.
  http_request upgrade_request() const;

  /// The client wants to send more requests on this connection (RFC 9112
  /// section 9.3).
  bool wants_to_stay() const;

  /// The client waits for 100 before it sends the body (RFC 9110, 10.1.1).
  bool expects_continue() const;

  /// The body is as its sender made it, not compressed.
  bool is_identity() const;

  /// All X-Forwarded-For lines, in their order.
  std::string_view forwarded_for() const { return forwarded_for_; }

  /// Bytes that the values take.
  std::size_t size() const { return size_; }

  std::string method, target;
  unsigned version = 11;

 private:
  friend struct field_rule;

  bool wants_websocket() const;
  bool has(const std::string& place) const;

  std::uint32_t seen_ = 0;  // a bit for each rule
  std::size_t size_ = 0;
  std::string host_, origin_, connection_, upgrade_;
  std::string websocket_key_, websocket_version_;
  std::string websocket_protocol_, websocket_extensions_;
  std::string authorization_, api_key_, error_mode_;
  std::string content_type_, content_encoding_, content_length_;
  std::string transfer_encoding_, expect_;
  std::string asked_headers_, forwarded_for_;
};

}  // namespace parley
