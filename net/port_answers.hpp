// SPDX-License-Identifier: Apache-2.0
// Answers that come later, awaited by the connection's coroutine.
#pragma once

#include "net/loop.hpp"
#include "net/route.hpp"
#include "net/socket.hpp"

#include <boost/asio/awaitable.hpp>

namespace parley {

/// Has `request` answered. On the loop's thread. Both arguments are there until
/// the answer is.
asio::awaitable<http_answer, executor> answer_of(accepted_request& request,
                                                 answer_context by,
                                                 std::string_view body);

}  // namespace parley
