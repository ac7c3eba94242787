// SPDX-License-Identifier: Apache-2.0
// A connection that goes to another loop before it becomes a WebSocket.
#pragma once

#include "net/websocket_handshake.hpp"

#include <string>

namespace parley {

/// Has `where` go on with a socket that another loop has released: it answers
/// the upgrade and serves the link. Called on the other loop's thread. Once
/// `where` is stopping the socket is closed.
void move_to(loop& where, wire<tcp_socket>::remains from, gathering::seat seat,
             std::string ahead, http_request request, link_request wish);

}  // namespace parley
