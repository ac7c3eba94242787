// SPDX-License-Identifier: Apache-2.0
// The paths that open a WebSocket: rooms for plain clients, the Centrifuge
// protocol, the echo. Pure.
#pragma once

#include "net/endpoints.hpp"

#include <optional>

namespace parley {

/// /chat and /chat/ROOM.
std::optional<route_result> route_room(const endpoint_request& request);

/// /connection/websocket, and /connection/uni_websocket where that is on.
std::optional<route_result> route_sdk_socket(const endpoint_request& request);

/// The path that the settings name for it.
route_result route_echo(const endpoint_request& request);

}  // namespace parley
