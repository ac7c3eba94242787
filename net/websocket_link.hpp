// SPDX-License-Identifier: Apache-2.0
// The WebSocket of one session, after its handshake: messages of the client are
// read for the session, frames of rooms go to the wire's outbox as they are.
#pragma once

#include "net/wire.hpp"
#include "protocol/link.hpp"

#include <memory>
#include <string>

namespace parley {

/// The result of the handshake.
struct websocket_agreement {
  bool inflates = false;  // the client may compress
  bool deflates = false;  // and understands how we do
};

/// Passes the link to the loop's acceptor. The client has already sent `ahead`.
template <class Socket>
void open_websocket_link(std::shared_ptr<wire<Socket>> under,
                         websocket_agreement agreed, std::string ahead,
                         link_request wish);

extern template void open_websocket_link(std::shared_ptr<wire<tcp_socket>>,
                                         websocket_agreement, std::string,
                                         link_request);
extern template void open_websocket_link(std::shared_ptr<wire<tls_socket>>,
                                         websocket_agreement, std::string,
                                         link_request);

}  // namespace parley
