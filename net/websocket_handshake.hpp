// SPDX-License-Identifier: Apache-2.0
// The upgrade of an HTTP connection to a WebSocket, which Beast does. Nothing
// of it is kept for the rest of the connection.
#pragma once

#include "net/wire.hpp"
#include "protocol/link.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <memory>
#include <string>

namespace parley {

using http_request =
    boost::beast::http::request<boost::beast::http::string_body>;

/// Answers the upgrade `request` on `under` and opens the link, whose input
/// begins with the bytes `ahead` that followed the request. On a failed
/// handshake the client gets its HTTP error, and no session is created.
template <class Socket>
void open_websocket(std::shared_ptr<wire<Socket>> under,
                    const http_request& request, std::string ahead,
                    link_request wish);

extern template void open_websocket(std::shared_ptr<wire<tcp_socket>>,
                                    const http_request&, std::string,
                                    link_request);
extern template void open_websocket(std::shared_ptr<wire<tls_socket>>,
                                    const http_request&, std::string,
                                    link_request);

}  // namespace parley
