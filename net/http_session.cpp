// SPDX-License-Identifier: Apache-2.0
#include "net/http_session.hpp"

#include "net/answer_head.hpp"
#include "net/cors.hpp"
#include "net/fallback_route.hpp"
#include "net/http_exchange.hpp"
#include "net/move.hpp"
#include "net/port_answers.hpp"
#include "net/refuse.hpp"
#include "net/route.hpp"
#include "net/secret_check.hpp"
#include "net/stream_link.hpp"
#include "net/websocket_handshake.hpp"
#include "protocol/log_text.hpp"

#include <boost/asio/co_spawn.hpp>
#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace parley {

namespace {

using awaitable = asio::awaitable<void, executor>;

/// Bytes of an unused body that are read to keep the connection. Over: the
/// answer is the connection's last.
constexpr std::size_t skipped_body_size = 65'536;

/// Bytes that the body may have.
std::size_t body_limit_of(const route_result& result) {
  if (const auto* stream = std::get_if<stream_route>(&result))
    return stream->body_limit;
  if (const auto* accepted =
          std::get_if<std::shared_ptr<accepted_request>>(&result))
    return (*accepted)->body_limit();
  return unwanted_body_size;
}

/// One request on its way to its answer. `head` and `headers` point into the
/// exchange's reader.
struct request_state {
  request_head head;
  header_views cors;
  bool is_head = false;
  bool stay = false;  // the connection goes on
};

/// Opens a WebSocket where the client is to be served: here, or by another
/// loop, which then takes over the socket. A TLS socket stays: its engine does.
template <class Socket>
void open_where_placed(const std::shared_ptr<wire<Socket>>& under,
                       std::string ahead, const http_request& request,
                       link_request wish) {
  if constexpr (!is_tls<Socket>) {
    if (!wish.room.empty() && under->is_quiet()) {
      auto [where, seat] = under->where().place(wish.room);
      if (&where != &under->where())
        return move_to(where, under->release(), std::move(seat),
                       std::move(ahead), request, std::move(wish));
      under->keep(std::move(seat));
    }
  }
  open_websocket(under, request, std::move(ahead), std::move(wish));
}

template <class Socket>
void open_stream_of(http_exchange<Socket>& client, const request_state& request,
                    stream_route stream) {
  auto head = head_text(stream_answer(stream), request.cors,
                        {.version = request.head.version,
                         .is_stream = true,
                         .chunked = stream.framing.chunked});
  open_stream(client.under(), std::move(head), stream.framing,
              std::move(stream.wish));
}

/// Sends the answer. False: the connection is to end.
template <class Socket>
asio::awaitable<bool, executor> send(http_exchange<Socket>& client,
                                     request_state& request,
                                     http_answer answer) {
  const bool stay = request.stay && !client.under()->where().stopping();
  report(client.under()->where(), answer,
         [&client] { return client.under()->peer(); });
  auto head = head_text(answer, request.cors,
                        {.version = request.head.version, .keep_alive = stay});
  frame body;
  if (!request.is_head)
    body = answer.shared ? answer.shared : make_frame(std::move(answer.body));
  const bool sent = co_await client.send(std::move(head), std::move(body));
  co_return sent&& stay;
}

/// The answer to a request whose path wants its body, which is here. Nothing:
/// the connection has become a link.
template <class Socket>
asio::awaitable<std::optional<http_answer>, executor> carry_out(
    http_exchange<Socket>& client, request_state& request,
    route_result result) {
  const auto& under = client.under();
  auto& reader = client.reader();
  if (auto* socket = std::get_if<link_request>(&result)) {
    const auto upgrade = reader.head().upgrade_request();
    open_where_placed(under, reader.take_rest(), upgrade, std::move(*socket));
    co_return std::nullopt;
  }
  if (auto* stream = std::get_if<stream_route>(&result)) {
    auto filled = take_body(std::move(*stream), reader.body());
    if (auto* refusal = std::get_if<http_answer>(&filled))
      co_return std::move(*refusal);
    open_stream_of(client, request, std::get<stream_route>(std::move(filled)));
    co_return std::nullopt;
  }
  const auto accepted = std::get<std::shared_ptr<accepted_request>>(result);
  // With a name: GCC 12 destroys an aggregate in a co_await twice.
  const auto who = under->accountable();
  const answer_context by{under->where(), who};
  co_return co_await answer_of(*accepted, by, reader.body());
}

/// Reads the body of a request whose answer is already decided. The answer
/// stays unchanged: the client gets the refusal of its key, not of its size.
template <class Socket>
awaitable skip_body(http_exchange<Socket>& client, request_state& request) {
  auto& reader = client.reader();
  // The client may send the body or not, so the next bytes are ambiguous.
  if (reader.has_body() && reader.head().expects_continue()) {
    request.stay = false;
    co_return;
  }
  const bool read = co_await client.receive_body(skipped_body_size, false);
  if (!read || reader.now() != request_reader::state::complete)
    request.stay = false;
}

/// Reads the body that a path needs; an answer when it cannot be read.
template <class Socket>
asio::awaitable<std::optional<http_answer>, executor> want_body(
    http_exchange<Socket>& client, request_state& request, std::size_t limit) {
  auto& reader = client.reader();
  if (reader.head().expects_continue() && reader.is_worth_asking(limit))
    client.under()->answer(std::string(continue_text), nullptr);
  const bool read = co_await client.receive_body(limit, true);
  if (read && reader.now() == request_reader::state::complete)
    co_return std::nullopt;
  request.stay = false;
  if (reader.now() == request_reader::state::failed)
    co_return text_answer(reader.fault().status, reader.fault().sentence);
  if (reader.now() == request_reader::state::too_big)
    co_return text_answer(413, "The body is too big.");
  co_return text_answer(408, "The body did not come in time.");
}

/// The step after a request.
enum class next_step { request, end, link };

/// Reads and answers one request.
template <class Socket>
asio::awaitable<next_step, executor> serve_one(http_exchange<Socket>& client,
                                               door entered) {
  auto& where = client.under()->where();
  auto& reader = client.reader();
  const auto& options = where.options();
  const bool received = co_await client.receive_head();
  request_state request;
  request.head = reader.head().view();
  request.head.secure = is_tls<Socket>;
  const route_options paths{options.bounds,
                            options.allowed_origins,
                            options.echo_path,
                            options.spaces.get(),
                            &options.api,
                            &options.operators,
                            &options.transports,
                            options.guests.get(),
                            entered,
                            &options.hosts,
                            &options.unready};
  request.cors = cors_headers_for(request.head, paths);
  request.is_head = request.head.method == "HEAD";

  if (!received) {
    if (client.is_late())
      co_await send(client, request,
                    text_answer(408, "The request came too slowly."));
    co_return next_step::end;
  }
  if (reader.now() == request_reader::state::failed) {
    const auto& fault = reader.fault();
    auto answer = text_answer(fault.status, fault.sentence);
    if (fault.status == 400) answer.why = refusal::malformed_request;
    co_await send(client, request, std::move(answer));
    co_return next_step::end;
  }

  ++where.traffic().http_requests;
  client.under()->speak_for(reader.head().forwarded_for());
  request.stay = reader.head().wants_to_stay();
  auto result = route(request.head, paths, client.under()->quota());
  limit_attempts(result, request.head, where.quota().secrets(),
                 client.under()->accountable(),
                 std::chrono::steady_clock::now());
  if (!std::holds_alternative<http_answer>(result) && reader.has_body() &&
      !reader.head().is_identity()) {
    auto refusal =
        text_answer(415, "A body comes here without a content coding.");
    refusal.headers.emplace_back("Accept-Encoding", "identity");
    result = std::move(refusal);
  }
  std::optional<http_answer> answer;
  if (auto* known = std::get_if<http_answer>(&result)) {
    answer = std::move(*known);
    co_await skip_body(client, request);
  } else {
    answer = co_await want_body(client, request, body_limit_of(result));
    if (!answer)
      answer = co_await carry_out(client, request, std::move(result));
    if (!answer) co_return next_step::link;
  }
  const bool stays = co_await send(client, request, std::move(*answer));
  co_return stays ? next_step::request : next_step::end;
}

template <class Socket>
awaitable serve(std::shared_ptr<wire<Socket>> under, door entered) {
  http_exchange<Socket> client(std::move(under));
  co_await client.open();
  auto next = next_step::request;
  while (next == next_step::request) {
    next = co_await serve_one(client, entered);
    if (next == next_step::request) client.reader().next();
  }
  if (next == next_step::end) client.finish();
}

}  // namespace

template <class Socket>
void serve_http(std::shared_ptr<wire<Socket>> under, door entered) {
  // An error of a connection that still uses HTTP affects no other connection.
  asio::co_spawn(under->where().io(), serve(under, entered),
                 [under](std::exception_ptr failed) {
                   if (!failed) return;
                   under->cut();
                   try {
                     std::rethrow_exception(failed);
                   } catch (const std::exception& error) {
                     spdlog::debug("http.failed what={}",
                                   log_text(error.what()));
                   }
                 });
}

template void serve_http(std::shared_ptr<wire<tcp_socket>>, door);
template void serve_http(std::shared_ptr<wire<tls_socket>>, door);

}  // namespace parley
