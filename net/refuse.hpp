// SPDX-License-Identifier: Apache-2.0
// Reports the refusals of the network side of a loop: one count, and a log line
// when its reason is due (protocol/refusal.hpp). On the loop's thread.
#pragma once

#include "net/loop.hpp"
#include "net/route.hpp"
#include "protocol/refusal.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// Called only when a line is logged: the address of a client costs a system
/// call.
using peer_source = std::function<std::string()>;

void refuse(loop& where, refusal why, std::string_view detail,
            const peer_source& peer);

/// The reason of a refusing answer: the one its maker set, else the one its
/// status implies, so that no refusal is missed. Nothing for an answer that
/// refuses nothing, including 404 for a path that does not exist.
std::optional<refusal> reason_of(const http_answer& answer);

/// Reports an answer that refuses something, with its text for a detail.
void report(loop& where, const http_answer& answer, const peer_source& peer);

}  // namespace parley
