#include "net/port_answers.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace parley {

namespace {

constexpr asio::use_awaitable_t<executor> use_awaitable;

/// Calls the port and awaits its answer, which an actor gives in the middle of
/// its own work: the coroutine goes on later.
template <class Answer, class Port, class Call>
asio::awaitable<Answer, executor> ask(loop& where, Port& port, Call call) {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<executor>,
                                          void(Answer)>(
      [&where, &port](auto handler, Call request) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        port.call(std::move(request), [&where, shared](Answer got) {
          asio::post(where.io(), [shared, got = std::move(got)]() mutable {
            std::move (*shared)(std::move(got));
          });
        });
      },
      use_awaitable, std::move(call));
}

}  // namespace

asio::awaitable<http_answer, executor> answer_api(loop& where, api_call call) {
  auto done = co_await ask<api_answer>(where, where.api(), std::move(call));
  co_return http_answer{.status = done.status,
                        .content_type = "application/json",
                        .body = std::move(done.body),
                        .why = done.why};
}

asio::awaitable<http_answer, executor> answer_inspection(loop& where,
                                                         inspection_call call) {
  auto done = co_await ask<inspection_answer>(where, where.inspector(),
                                              std::move(call));
  http_answer answer{.status = done.status,
                     .content_type = done.content_type,
                     .body = std::move(done.body)};
  answer.headers.emplace_back("Cache-Control", "no-store");
  co_return answer;
}

}  // namespace parley
