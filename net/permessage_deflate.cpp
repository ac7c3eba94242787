// SPDX-License-Identifier: Apache-2.0
#include "net/permessage_deflate.hpp"

#include "protocol/deflate.hpp"

#include <boost/beast/http/rfc7230.hpp>

#include <charconv>
#include <optional>

namespace parley {

namespace beast = boost::beast;

namespace {

constexpr int largest_window_bits = 15;
constexpr int smallest_window_bits = 9;

/// The server's window that a header names; nothing without the extension.
std::optional<int> server_window_bits(std::string_view extensions) {
  for (const auto& extension : beast::http::ext_list(extensions)) {
    if (extension.first != "permessage-deflate") continue;
    int bits = largest_window_bits;
    for (const auto& [name, value] : extension.second)
      if (name == "server_max_window_bits")
        std::from_chars(value.data(), value.data() + value.size(), bits);
    return bits;
  }
  return std::nullopt;
}

}  // namespace

beast::websocket::permessage_deflate permessage_deflate_offer(bool enabled) {
  beast::websocket::permessage_deflate offer;
  offer.server_enable = enabled;
  offer.server_no_context_takeover = true;
  offer.client_no_context_takeover = true;
  return offer;
}

bool can_negotiate_deflate(std::string_view offer) {
  return server_window_bits(offer).value_or(0) >= smallest_window_bits;
}

bool negotiated_deflate(std::string_view extensions) {
  return server_window_bits(extensions).value_or(0) >= deflate_window_bits;
}

}  // namespace parley
