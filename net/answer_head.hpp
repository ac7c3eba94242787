// SPDX-License-Identifier: Apache-2.0
// The status line and fields of an HTTP answer. Pure.
#pragma once

#include "net/route.hpp"

#include <string>
#include <string_view>

namespace parley {

/// How an answer is framed.
struct answer_framing {
  unsigned version = 11;
  bool keep_alive = false;
  /// The body has no end yet: a chunked one, or with HTTP/1.0 one that the end
  /// of the connection ends.
  bool is_stream = false;
  bool chunked = false;
};

/// Status line, fields and the empty line of `answer`. `more` has fields of
/// the path, which count where the answer has none of that name.
std::string head_text(const http_answer& answer, const header_views& more,
                      const answer_framing& how);

/// To a client that expects 100-continue, before its body (RFC 9110, 15.2.1).
inline constexpr std::string_view continue_text =
    "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace parley
