// SPDX-License-Identifier: Apache-2.0
// An HTTP response as a test looks at it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace parley::conformance {

struct http_reply {
  unsigned status = 0;
  /// By name in lower case; values of equal names are joined by ", ".
  std::map<std::string, std::string> headers;
  std::string body;

  bool has(const std::string& name) const { return headers.contains(name); }

  /// The header's value; empty when it is absent.
  std::string header(const std::string& name) const;

  /// Bytes of body that the head announces.
  std::size_t content_length() const;
};

/// Reads status line and headers, including the empty line. Throws
/// `std::runtime_error` when it is not an HTTP/1.1 head.
http_reply parse_head(std::string_view head);

}  // namespace parley::conformance
