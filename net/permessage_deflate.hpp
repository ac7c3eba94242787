// The negotiation of permessage-deflate (RFC 7692).
#pragma once

#include <boost/beast/websocket/option.hpp>

#include <string_view>

namespace parley {

/// What we agree to: no context takeover in either direction, so that one
/// compressed publication is right for every receiver and an idle connection
/// keeps no window.
boost::beast::websocket::permessage_deflate permessage_deflate_offer(
    bool enabled);

/// Whether we can agree to what a client offers in Sec-WebSocket-Extensions:
/// not to a window of 256 bytes (8 bits), which neither zlib nor Beast can do.
bool can_negotiate_deflate(std::string_view offer);

/// Whether our compressed frames are right for the client that got this
/// Sec-WebSocket-Extensions header in our response: false without the extension
/// or with a window smaller than the one we compress with.
bool negotiated_deflate(std::string_view extensions);

}  // namespace parley
