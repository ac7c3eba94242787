// HTTP answers that actors give, awaited by the connection's coroutine.
#pragma once

#include "net/loop.hpp"
#include "net/route.hpp"
#include "net/socket.hpp"

#include <boost/asio/awaitable.hpp>

namespace parley {

/// Has the server API carry out a call. On the loop's thread.
asio::awaitable<http_answer, executor> answer_api(loop& where, api_call call);

/// Has the node looked into, or changed by an operator. On the loop's thread.
asio::awaitable<http_answer, executor> answer_inspection(loop& where,
                                                         inspection_call call);

}  // namespace parley
