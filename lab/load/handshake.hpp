// SPDX-License-Identifier: Apache-2.0
// The opening handshake of RFC 6455 as a client makes it. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parley::load {

/// Asks for a WebSocket at `target`; without `subprotocol` when that is empty.
std::string upgrade_request(std::string_view target, std::string_view authority,
                            std::string_view subprotocol);

/// The bytes of the answer at the front of `bytes`, or nothing while it is not
/// whole. Throws std::runtime_error with its head when it is no consent.
std::optional<std::size_t> upgrade_answer(std::string_view bytes);

}  // namespace parley::load
