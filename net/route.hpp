// What an HTTP request gets: an answer or a link. Pure.
#pragma once

#include "net/connection_quota.hpp"
#include "net/door.hpp"
#include "net/options.hpp"
#include "net/reframe.hpp"
#include "protocol/client_options.hpp"
#include "protocol/frame.hpp"
#include "protocol/inspection_call.hpp"
#include "protocol/limits.hpp"
#include "protocol/link.hpp"
#include "protocol/namespaces.hpp"
#include "protocol/refusal.hpp"

#include <cstddef>
#include <functional>
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

/// A call of the server API that has shown its key; its body is still to come.
struct api_route {
  std::string method;  // empty: the body has it
  bool transport_errors = false;
  std::size_t body_limit = 0;
};

/// A client that wants a streaming response for a link.
struct stream_route {
  link_request wish;
  stream_framing framing;
  std::size_t body_limit = 0;
  header_views headers{};
};

/// What the client of a streaming response says; its body is still to come.
struct emulation_route {
  bool protobuf = false;
  std::size_t body_limit = 0;
  header_views headers{};
  /// From the body.
  std::string node{};
  std::string session{};
  std::string data{};
};

/// A look into the node that has shown its key.
struct inspection_route {
  inspection_call call;
};

/// The body is the admin page's password.
struct password_route {
  std::size_t body_limit = 1'024;
};

/// The body is a guest's name and, of one who comes back, a token.
struct guest_route {
  std::size_t body_limit = 32'768;
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

using route_result =
    std::variant<http_answer, link_request, api_route, inspection_route,
                 password_route, guest_route, stream_route, emulation_route>;

/// Decides by path, method, names and origin (docs/architecture.md has the
/// table). `quota` is the connection's own standing.
route_result route(const request_head& request, const route_options& options,
                   connection_quota::verdict quota);

}  // namespace parley
