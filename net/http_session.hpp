// SPDX-License-Identifier: Apache-2.0
// One connection while it uses HTTP: TLS handshake, requests, and the handover
// to a link: a WebSocket or a streaming response.
#pragma once

#include "net/door.hpp"
#include "net/wire.hpp"

#include <memory>

namespace parley {

/// Serves until the connection ends or becomes a link. On the loop's thread;
/// runs on its own and reports nothing. `entered` is the listener's.
template <class Socket>
void serve_http(std::shared_ptr<wire<Socket>> under, door entered = door::all);

extern template void serve_http(std::shared_ptr<wire<tcp_socket>>, door);
extern template void serve_http(std::shared_ptr<wire<tls_socket>>, door);

}  // namespace parley
