// One connection while it speaks HTTP: TLS handshake, requests, and the hand
// over to a link: a WebSocket or a streaming response.
#pragma once

#include "net/wire.hpp"

#include <memory>

namespace parley {

/// Serves until the connection ends or becomes a link. On the loop's
/// thread; runs on its own and tells nobody.
template <class Socket>
void serve_http(std::shared_ptr<wire<Socket>> under);

extern template void serve_http(std::shared_ptr<wire<tcp_socket>>);
extern template void serve_http(std::shared_ptr<wire<tls_socket>>);

}  // namespace parley
