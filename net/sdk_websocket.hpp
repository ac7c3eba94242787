// SPDX-License-Identifier: Apache-2.0
// The parameters of a Centrifuge client's WebSocket request. Pure.
#pragma once

#include "protocol/link.hpp"

#include <boost/url/url_view.hpp>

#include <string_view>

namespace parley {

inline constexpr std::string_view sdk_websocket_path = "/connection/websocket";
inline constexpr std::string_view uni_websocket_path =
    "/connection/uni_websocket";

/// Reads the format from the sub-protocols asked for (Sec-WebSocket-Protocol)
/// or from the query, JSON without either, and which pings the client wants.
link_request sdk_websocket(std::string_view subprotocols,
                           const boost::urls::url_view& url);

/// The same for a client that only listens: JSON, WebSocket pings, and its
/// connect request may be in the query.
link_request uni_websocket(const boost::urls::url_view& url);

}  // namespace parley
