// SPDX-License-Identifier: Apache-2.0
#include "net/endpoints.hpp"

#include "net/admin_route.hpp"
#include "net/api_route.hpp"
#include "net/fallback_route.hpp"
#include "net/guest_route.hpp"
#include "net/inspection_route.hpp"
#include "net/page_answer.hpp"
#include "net/socket_route.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace parley {

namespace {

using request = endpoint_request;
using result = std::optional<route_result>;

result route_stream_of(const request& asked) {
  const auto& options = asked.options;
  if (!options.transports) return std::nullopt;
  return route_fallback(asked.head, asked.url, *options.transports,
                        options.allowed_origins, asked.quota);
}

/// Of a path of a transport that no other row has taken.
result route_switched_off(const request& asked) {
  if (!asked.path.starts_with("/connection/") && asked.path != "/emulation")
    return std::nullopt;
  return text_answer(404, "This transport is switched off.",
                     refusal::transport_off);
}

result route_inspection_of(const request& asked) {
  return route_inspection(asked.head, asked.url, asked.options);
}

result route_page(const request& asked) {
  const auto* file = find_page_file(asked.path);
  if (!file) return std::nullopt;
  return answer_page(asked.head, *file);
}

result route_health(const request& asked) {
  if (asked.path == "/health")
    return answer_read(asked.head, text_answer(200, "ok"));
  if (asked.path != "/health/ready") return std::nullopt;
  const auto* ask = asked.options.unready;
  const auto why = ask && *ask ? (*ask)() : std::string_view();
  return answer_read(asked.head, why.empty() ? text_answer(200, "ready")
                                             : text_answer(503, why));
}

constexpr auto rows = std::to_array<endpoint>({
    {"/chat", door::clients, route_room},
    {"/connection/websocket", door::clients, route_sdk_socket},
    {"/connection/uni_websocket", door::clients, route_sdk_socket},
    {"/connection/http_stream", door::clients, route_stream_of},
    {"/connection/sse", door::clients, route_stream_of},
    {"/connection/uni_sse", door::clients, route_stream_of},
    {"/emulation", door::clients, route_stream_of},
    {"/api", door::operators,
     [](const request& asked) {
       return route_api(asked.head, asked.url, asked.options);
     }},
    {"/metrics", door::operators, route_inspection_of},
    {"/debug", door::operators, route_inspection_of},
    {"/guest", door::clients,
     [](const request& asked) {
       return route_guest(asked.head, asked.path, asked.options);
     }},
    {"/admin", door::operators,
     [](const request& asked) {
       return route_admin(asked.head, asked.url, asked.options);
     }},
    {"/health", door::all, route_health},
    // The admin page uses these two files of the chat page.
    {"/favicon.svg", door::all, route_page},
    {"/theme.css", door::all, route_page},
    {"/connection", door::clients, route_switched_off},
    {"/emulation", door::clients, route_switched_off},
    {"", door::clients, route_page},
});

}  // namespace

std::span<const endpoint> endpoints() {
  return rows;
}

bool is_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) &&
         (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace parley
