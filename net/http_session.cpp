#include "net/http_session.hpp"

#include "net/admin_route.hpp"
#include "net/fallback_route.hpp"
#include "net/guest_route.hpp"
#include "net/move.hpp"
#include "net/port_answers.hpp"
#include "net/read_head.hpp"
#include "net/route.hpp"
#include "net/stream_link.hpp"
#include "net/websocket_handshake.hpp"
#include "net/wire_stream.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <spdlog/spdlog.h>

#include <array>
#include <ctime>
#include <exception>
#include <optional>
#include <sstream>
#include <utility>

namespace parley {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;

using awaitable = asio::awaitable<void, executor>;
constexpr asio::use_awaitable_t<executor> use_awaitable;

using response = http::response<http::string_body>;

/// Now, as HTTP writes it (RFC 9110 section 5.6.7).
std::string http_date() {
  const auto now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  const auto size = std::strftime(text.data(), text.size(),
                                  "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return {text.data(), size};
}

response make_response(const http_answer& answer, unsigned version,
                       bool keep_alive, bool head) {
  response out(static_cast<http::status>(answer.status), version);
  out.set(http::field::server, "parley");
  out.set(http::field::date, http_date());
  out.set(http::field::content_type, answer.content_type);
  out.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : answer.headers) out.set(name, value);
  out.keep_alive(keep_alive);
  // RFC 9110 section 8.6.
  if (out.result() != http::status::no_content)
    out.content_length(answer.body.size());
  if (!head) out.body() = answer.body;
  return out;
}

/// The head of a response whose body has no end yet.
std::string stream_head(const stream_route& request, unsigned version) {
  auto head = make_response(stream_answer(request), version, false, true);
  head.content_length(boost::none);
  head.chunked(request.framing.chunked);
  std::ostringstream text;
  text << head.base();
  return std::move(text).str();
}

/// The answer to bytes that are no request; nothing when none would be read.
std::optional<http_answer> answer_to(error_code failed) {
  if (failed == http::error::header_limit)
    return http_answer{.status = 431, .body = "The request head is too big.\n"};
  if (failed == http::error::body_limit)
    return http_answer{.status = 413, .body = "The body is too big.\n"};
  if (failed == http::error::end_of_stream ||
      failed == http::error::partial_message)
    return std::nullopt;
  if (failed.category() == make_error_code(http::error::bad_method).category())
    return http_answer{.status = 400, .body = "This is not HTTP/1.1.\n"};
  return std::nullopt;
}

/// Bytes that the body may have; paths of ours that want none take a little.
std::size_t body_limit_of(const route_result& result) {
  return std::visit(
      [](const auto& each) {
        if constexpr (requires { each.body_limit; })
          return each.body_limit;
        else
          return request_body_size;
      },
      result);
}

template <class Socket>
awaitable write(wire_stream<Socket>& stream, response message) {
  http::response_serializer<http::string_body> serializer(message);
  co_await http::async_write(stream, serializer, use_awaitable);
}

/// What comes after a request.
enum class next_step { request, end, link };

using parser = http::request_parser<http::string_body>;

/// Reads the body behind a head, when there is one.
template <class Socket>
asio::awaitable<error_code, executor> read_body(wire_stream<Socket>& stream,
                                                beast::flat_buffer& buffer,
                                                parser& into,
                                                std::size_t limit) {
  const auto length = into.content_length();
  if (length && *length > limit) co_return http::error::body_limit;
  error_code failed;
  into.body_limit(limit);
  if (!into.is_done())
    co_await http::async_read(stream, buffer, into,
                              asio::redirect_error(use_awaitable, failed));
  co_return failed;
}

/// Brings what the client of a stream says to its link.
http_answer answer_emulation(loop& where, emulation_route request) {
  const bool is_there = where.emulated().bring(
      request.node, std::move(request.session), std::move(request.data));
  return emulation_answer(request, is_there);
}

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

/// Makes a link of the connection when the request is for one.
template <class Socket>
bool open_link(const std::shared_ptr<wire<Socket>>& under,
               beast::flat_buffer& buffer, const http_request& request,
               route_result& result) {
  if (auto* wish = std::get_if<link_request>(&result)) {
    open_where_placed(under, beast::buffers_to_string(buffer.cdata()), request,
                      std::move(*wish));
    return true;
  }
  if (auto* stream = std::get_if<stream_route>(&result)) {
    open_stream(under, stream_head(*stream, request.version()), stream->framing,
                std::move(stream->wish));
    return true;
  }
  return false;
}

/// Reads and answers one request.
template <class Socket>
asio::awaitable<next_step, executor> serve_one(
    const std::shared_ptr<wire<Socket>>& under, beast::flat_buffer& buffer) {
  auto& where = under->where();
  const auto& options = where.options();
  wire_stream<Socket> stream(under);
  parser incoming;
  incoming.header_limit(
      static_cast<std::uint32_t>(options.bounds.request_head));
  incoming.body_limit(boost::none);

  error_code failed;
  co_await http::async_read_header(stream, buffer, incoming,
                                   asio::redirect_error(use_awaitable, failed));
  route_result result;
  if (!failed) {
    under->speak_for(forwarded_for(incoming.get()));
    result = route(head_of(incoming.get()),
                   {options.bounds, options.allowed_origins, options.echo_path,
                    options.spaces.get(), &options.api, &options.operators,
                    &options.transports, options.guests.get()},
                   under->quota());
    failed =
        co_await read_body(stream, buffer, incoming, body_limit_of(result));
  }
  if (failed) {
    if (const auto answer = answer_to(failed))
      co_await write(stream, make_response(*answer, 11, false, false));
    co_return next_step::end;
  }

  ++where.traffic().http_requests;
  const auto& request = incoming.get();
  result = take_body(std::move(result), request.body());
  if (open_link(under, buffer, request, result)) co_return next_step::link;
  if (std::holds_alternative<password_route>(result))
    result = where.password_tries().take(std::chrono::steady_clock::now())
                 ? answer_password(request.body(), options.operators)
                 : http_answer{.status = 429, .body = "Try again later.\n"};
  if (std::holds_alternative<guest_route>(result))
    result = answer_guest(request.body(), *options.guests);
  if (auto* said = std::get_if<emulation_route>(&result))
    result = answer_emulation(where, std::move(*said));
  if (auto* api = std::get_if<api_route>(&result)) {
    // With a name: GCC 12 destroys an aggregate in a co_await twice.
    api_call call{std::move(api->method), request.body(),
                  api->transport_errors};
    result = co_await answer_api(where, std::move(call));
  }
  if (auto* look = std::get_if<inspection_route>(&result)) {
    inspection_call call = std::move(look->call);
    result = co_await answer_inspection(where, std::move(call));
  }
  const bool keep_alive = request.keep_alive() && !where.stopping();
  co_await write(
      stream, make_response(std::get<http_answer>(result), request.version(),
                            keep_alive, request.method() == http::verb::head));
  co_return keep_alive ? next_step::request : next_step::end;
}

awaitable tls_handshake(wire<tls_socket>& under) {
  co_await under.socket().async_handshake(asio::ssl::stream_base::server,
                                          use_awaitable);
}

// TCP needs none.
awaitable tls_handshake(wire<tcp_socket>&) {
  co_return;
}

template <class Socket>
awaitable serve(std::shared_ptr<wire<Socket>> under) {
  beast::flat_buffer buffer;
  under->expire_after(under->where().options().bounds.handshake_timeout);
  co_await tls_handshake(*under);
  auto next = next_step::request;
  while (next == next_step::request) {
    next = co_await serve_one(under, buffer);
    if (next == next_step::request) under->expire_after(keep_alive_timeout);
  }
  if (next == next_step::end) under->finish();
}

}  // namespace

template <class Socket>
void serve_http(std::shared_ptr<wire<Socket>> under) {
  // A connection that breaks while it speaks HTTP concerns nobody else.
  asio::co_spawn(under->where().io(), serve(under),
                 [under](std::exception_ptr failed) {
                   if (!failed) return;
                   under->cut();
                   try {
                     std::rethrow_exception(failed);
                   } catch (const std::exception& error) {
                     spdlog::debug("http.failed what=\"{}\"", error.what());
                   }
                 });
}

template void serve_http(std::shared_ptr<wire<tcp_socket>>);
template void serve_http(std::shared_ptr<wire<tls_socket>>);

}  // namespace parley
