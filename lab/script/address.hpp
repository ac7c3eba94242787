// SPDX-License-Identifier: Apache-2.0
// Where the server is: the parts of ws://HOST:PORT/base.
#pragma once

#include <string>
#include <string_view>

namespace parley::script {

struct address {
  bool tls = false;
  std::string host;       ///< Without the brackets of an IPv6 address.
  std::string port;       ///< A number, 80 or 443 when the URL has none.
  std::string authority;  ///< Host and port as the Host header has them.
  std::string base_path;  ///< Before every path; without a slash at its end.
};

/// Reads a ws:// or wss:// URL. Throws syntax_error that says what is wrong.
address parse_address(std::string_view url);

}  // namespace parley::script
