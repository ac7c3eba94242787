// What of a request's head the routes look at. Pure.
#pragma once

#include "net/route.hpp"
#include "net/websocket_handshake.hpp"

#include <string>

namespace parley {

/// Points into the request.
request_head head_of(const http_request& request);

/// The value of X-Forwarded-For, of which some proxies add a line each.
std::string forwarded_for(const http_request& request);

}  // namespace parley
