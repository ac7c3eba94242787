// SPDX-License-Identifier: Apache-2.0
// Unidirectional clients of the Centrifuge protocol. Their only message is a
// bare connect request, and they get bare pushes; the session of such a link
// sees commands and replies as usual.
#pragma once

#include "protocol/link.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// The connect command, on one line, that a bare request stands for; nothing
/// when it is not a JSON object.
std::optional<std::string> connect_command(std::string_view connect_request);

/// Accepts `link` for such a client. A first message of the request comes
/// before those of the link; all but the first are dropped.
std::unique_ptr<link_events> accept_listener(link_acceptor& acceptor,
                                             std::shared_ptr<link> link,
                                             link_request request);

}  // namespace parley
