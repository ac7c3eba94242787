// SPDX-License-Identifier: Apache-2.0
#include "net/port_answers.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace parley {

namespace {

constexpr asio::use_awaitable_t<executor> use_awaitable;

}  // namespace

// An actor answers in the middle of its own work: the coroutine goes on later.
asio::awaitable<http_answer, executor> answer_of(accepted_request& request,
                                                 answer_context by,
                                                 std::string_view body) {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<executor>,
                                          void(http_answer)>(
      [&request, by, body](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        request.answer(by, body, [&where = by.where, shared](http_answer got) {
          asio::post(where.io(), [shared, got = std::move(got)]() mutable {
            std::move (*shared)(std::move(got));
          });
        });
      },
      use_awaitable);
}

}  // namespace parley
