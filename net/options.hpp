// SPDX-License-Identifier: Apache-2.0
// What an operator may choose for all links.
#pragma once

#include "net/address_rates.hpp"
#include "protocol/client_options.hpp"
#include "protocol/guest.hpp"
#include "protocol/limits.hpp"
#include "protocol/namespaces.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Transports besides the two WebSockets; each is another public path, so each
/// must be enabled explicitly.
struct transport_options {
  bool http_stream = false;
  bool sse = false;
  bool uni_sse = false;
  bool uni_websocket = false;
  /// Bytes of the body of one request of each kind. Over: HTTP 413.
  std::size_t http_stream_body_size = 65'536;
  std::size_t sse_body_size = 65'536;
  std::size_t emulation_body_size = 65'536;
};

struct net_options {
  limits bounds;
  transport_options transports;
  /// Proxies whose X-Forwarded-For holds (net/trusted_proxies.hpp).
  std::vector<std::string> proxies{};
  /// Origins of pages that may connect, besides the server's own.
  std::vector<std::string> allowed_origins;
  /// Empty: there is no page.
  std::string echo_path;
  /// Names by which pages may reach the server; empty: any.
  std::vector<std::string> hosts{};
  /// From the first byte of a WebSocket message to its last. Over: close 1008,
  /// of a Centrifuge client 3008.
  std::chrono::milliseconds message_timeout{30'000};
  /// Offer permessage-deflate.
  bool compression = false;
  /// Which rooms plain clients may join; null: all.
  std::shared_ptr<const namespaces> spaces;
  http_api_options api;
  operator_options operators;
  /// Null: no guests are let in.
  std::shared_ptr<const guest_desk> guests;
  /// How often each address may ask for one; there when `guests` is.
  std::shared_ptr<address_rates> guest_rates;
  /// Why no client should be sent here now, in one word; empty: the node is
  /// ready. None: it always is. Any thread.
  std::function<std::string_view()> unready;
};

}  // namespace parley
