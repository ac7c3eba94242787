// SPDX-License-Identifier: Apache-2.0
// What an HTTP request gets: an answer or a link. Pure.
#pragma once

#include "net/connection_quota.hpp"
#include "net/door.hpp"
#include "net/options.hpp"
#include "net/reframe.hpp"
#include "protocol/client_options.hpp"
#include "protocol/frame.hpp"
#include "protocol/limits.hpp"
#include "protocol/link.hpp"
#include "protocol/namespaces.hpp"
#include "protocol/refusal.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parley {

/// The parts of a request that decide; they point into the request.
struct request_head {
  std::string_view method{};
  std::string_view target{};
  std::string_view host{};
  std::string_view origin{};
  bool upgrade = false;  // asks for a WebSocket
  std::string_view websocket_key{};
  std::string_view websocket_version = "13";
  std::string_view websocket_protocol{};
  /// X-API-Key, Authorization and X-Centrifugo-Error-Mode.
  std::string_view api_key{};
  std::string_view authorization{};
  std::string_view error_mode{};
  std::string_view content_type{};
  /// Access-Control-Request-Headers.
  std::string_view asked_headers{};
  unsigned version = 11;
  /// It came by TLS that ends here.
  bool secure = false;
};

/// They point into the request or live for ever.
using header_views = std::vector<std::pair<std::string_view, std::string_view>>;

struct http_answer {
  unsigned status;
  std::string_view content_type = "text/plain; charset=utf-8";
  std::string body{};
  header_views headers = {};
  /// A body shared by all its requests; null: `body` is it.
  frame shared{};

  std::string_view content() const {
    return shared ? std::string_view(*shared) : body;
  }
  /// For a refusal, when the status alone is ambiguous (net/refuse.hpp).
  std::optional<refusal> why{};
};

/// An answer of one sentence, in a line of plain text.
http_answer text_answer(unsigned status, std::string_view sentence,
                        std::optional<refusal> why = {});

/// Bytes of a body of a path that wants none. Over: HTTP 413.
inline constexpr std::size_t unwanted_body_size = 4'096;

/// A client that wants a streaming response for a link.
struct stream_route {
  link_request wish;
  stream_framing framing;
  std::size_t body_limit = 0;
  header_views headers{};
};

class loop;

/// What an endpoint answers by: the loop of the connection, and the address
/// that the client is accountable for.
struct answer_context {
  loop& where;
  const boost::asio::ip::address& client;
};

/// A request that an endpoint lets in: its body is to come, then its answer.
class accepted_request {
 public:
  virtual ~accepted_request() = default;

  /// Bytes that the body may have. Over: HTTP 413.
  virtual std::size_t body_limit() const { return unwanted_body_size; }

  /// Whether a secret let it in, which nobody may guess (secret_check.hpp).
  virtual bool has_shown_secret() const { return false; }

  /// On the loop's thread, once; `done` is called on it too, once, at any time
  /// from now on. `body` is there until then.
  virtual void answer(answer_context by, std::string_view body,
                      std::function<void(http_answer)> done) = 0;
};

class guest_desk;

struct route_options {
  const limits& bounds;
  const std::vector<std::string>& allowed_origins;
  /// Empty: there is no echo path.
  std::string_view echo_path;
  /// Null: every room is open to plain clients.
  const namespaces* spaces = nullptr;
  /// Null: there is no server API.
  const http_api_options* api = nullptr;
  /// Null: there is no inspection.
  const operator_options* operators = nullptr;
  /// Null: there are the two WebSockets only.
  const transport_options* transports = nullptr;
  /// Null: no guests are let in.
  const guest_desk* guests = nullptr;
  /// Of the listener that the request came by.
  door entered = door::all;
  /// Names of the server; null or empty: any.
  const std::vector<std::string>* hosts = nullptr;
  /// Null: the node is always ready. Called for /health/ready only.
  const std::function<std::string_view()>* unready = nullptr;
};

using route_result = std::variant<http_answer, link_request, stream_route,
                                  std::shared_ptr<accepted_request>>;

/// The request that an endpoint let in, when it is one of this kind; else null.
template <class Request>
Request* accepted_as(const route_result& result) {
  const auto* found = std::get_if<std::shared_ptr<accepted_request>>(&result);
  return found ? dynamic_cast<Request*>(found->get()) : nullptr;
}

/// Decides by path, method, names and origin (net/endpoints.cpp has the
/// table). `quota` is the connection's own standing.
route_result route(const request_head& request, const route_options& options,
                   connection_quota::verdict quota);

}  // namespace parley
