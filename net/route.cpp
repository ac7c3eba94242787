// SPDX-License-Identifier: Apache-2.0
#include "net/route.hpp"

#include "net/admission.hpp"
#include "net/endpoints.hpp"
#include "net/request_target.hpp"
#include "net/socket_route.hpp"

#include <string>

namespace parley {

http_answer text_answer(unsigned status, std::string_view sentence,
                        std::optional<refusal> why) {
  return {.status = status, .body = std::string(sentence) + '\n', .why = why};
}

namespace {

/// What a path of this server gives, whatever the method.
route_result route_path(const endpoint_request& request) {
  const auto& options = request.options;
  const auto path = request.path;
  if (!has_path(options.entered, path))
    return text_answer(404, "There is nothing here.");
  // A health check may call us by any name.
  if (options.hosts && !path.starts_with("/health"))
    if (auto refusal = refuse_host(request.head, *options.hosts))
      return *refusal;
  if (!options.echo_path.empty() && path == options.echo_path)
    return route_echo(request);
  for (const auto& each : endpoints()) {
    if (!is_in(path, each.path)) continue;
    if (auto found = each.route(request)) return std::move(*found);
  }
  return text_answer(404, "There is nothing here.");
}

}  // namespace

route_result route(const request_head& request, const route_options& options,
                   connection_quota::verdict quota) {
  if (request.version >= 11 && request.host.empty())
    return text_answer(400, "The request names no Host.");
  // The server as a whole (RFC 9110 section 9.3.7).
  if (request.target == "*" && request.method == "OPTIONS")
    return http_answer{.status = 204};
  const request_target target(request.target);
  if (!target.is_valid())
    return text_answer(400, "The request's target is not a valid path.");
  const auto& url = target.url();
  const std::string_view path =
      url.encoded_path().empty() ? "/" : url.encoded_path();
  auto result = route_path({request, url, path, options, quota});
  auto* answer = std::get_if<http_answer>(&result);
  if (!answer || answer->status != 405 || request.method != "OPTIONS")
    return result;
  // Which methods a path has is what OPTIONS asks.
  answer->status = 204;
  answer->body.clear();
  return result;
}

}  // namespace parley
