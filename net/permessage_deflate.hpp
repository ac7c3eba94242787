// SPDX-License-Identifier: Apache-2.0
// The negotiation of permessage-deflate (RFC 7692).
#pragma once

#include <boost/beast/websocket/option.hpp>

#include <string_view>

namespace parley {

/// The parameters we accept: no context takeover in either direction, so that
/// one compressed publication fits every receiver and an idle connection keeps
/// no window.
boost::beast::websocket::permessage_deflate permessage_deflate_offer(
    bool enabled);

/// Whether we can accept a client's offer in Sec-WebSocket-Extensions: not a
/// window of 256 bytes (8 bits), which neither zlib nor Beast supports.
bool can_negotiate_deflate(std::string_view offer);

/// Whether our compressed frames are right for the client that got this
/// Sec-WebSocket-Extensions header in our response: false without the extension
/// or with a window smaller than the one we compress with.
bool negotiated_deflate(std::string_view extensions);

}  // namespace parley
